package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of this machine. */
final class Shell {

    /** Debian's own, for which its package of paramiko is. */
    static final String PYTHON = "/usr/bin/python3";

    record Result(int code, String output) {}

    private Shell() {}

    /** Both outputs of a program, after its end. */
    static Result run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    static boolean hasParamiko() throws Exception {
        return Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", "import paramiko").code() == 0;
    }

    /** A key pair as {@code ssh-keygen} makes it; the public half is returned. */
    static String makeKey(Path file, String... options) throws Exception {
        run(concat(List.of("ssh-keygen", "-q", "-N", "", "-f", file.toString()), List.of(options)));
        return Files.readString(Path.of(file + ".pub"));
    }

    /** Options of OpenSSH's clients that keep out whatever this machine or its user has set. */
    static List<String> options(Path key) {
        return List.of(
                "-F", "/dev/null",
                "-i", key.toString(),
                "-o", "IdentitiesOnly=yes",
                "-o", "IdentityAgent=none",
                "-o", "BatchMode=yes",
                "-o", "StrictHostKeyChecking=no",
                "-o", "LogLevel=ERROR",
                "-o", "UserKnownHostsFile=" + key.resolveSibling("known_hosts"));
    }

    @SafeVarargs
    static String[] concat(List<String>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toArray(String[]::new);
    }
}
