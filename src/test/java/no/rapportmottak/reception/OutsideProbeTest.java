package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody outside tries to get further than a sender may, with the programs that everybody has. {@code probe.py} does
 * what paramiko can; each of its parts ends with a line for everything that it got and should not have.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideProbeTest {

    private static final Path PROBE = Path.of("src/test/resources/reception/probe.py");

    @TempDir
    static Path folder;

    private Parts parts;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(Shell.isInstalled("ssh-keygen") && Shell.hasParamiko(), "skipped: no paramiko on this machine");
        parts = new Parts(folder.resolve("data"), Clock.systemUTC(), Map.of(
                "failures", "5",
                "never-blocked", "",
                "forgotten", "3s",
                "strangers", "20",
                "strangers-per-address", "10",
                "sessions-per-sender", "8",
                "handles-per-sender", "120"));
        parts.addSender("solvik", Shell.makeKey(folder.resolve("key"), "-t", "ed25519"),
                Shell.makeKey(folder.resolve("rsa"), "-t", "rsa", "-b", "3072"),
                Shell.makeKey(folder.resolve("short"), "-t", "rsa", "-b", "2048"));
        parts.addSender("fjordby", Shell.makeKey(folder.resolve("other"), "-t", "ed25519"));
        Files.writeString(parts.folders.kvittering("fjordby").resolve("svar.json"), "SECRET");
        Files.writeString(parts.data.resolve("secret.xml"), "SECRET");
        parts.start();
    }

    @BeforeEach
    void layOut() throws IOException {
        Files.writeString(parts.folders.kvittering("solvik").resolve("svar.json"), "{}");
        Path temporary = Files.createDirectories(parts.uploads.temporary("solvik"));
        Files.writeString(temporary.resolve("x.part"), "x");
    }

    @AfterEach
    void isUnharmed() throws Exception {
        if (parts != null) {
            assertThat(parts.received).isEmpty();
            assertThat(parts.data.resolve("secret.xml")).hasContent("SECRET");
            assertThat(parts.folders.kvittering("fjordby").resolve("svar.json")).hasContent("SECRET");
            assertThat(links()).isEmpty();
            await().until(() -> parts.uploads.openCount() == 0);
            assertThat(probe("comes-in")).isEqualTo("in\n");
        }
    }

    @AfterAll
    void stop() {
        if (parts != null) {
            parts.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "traversal",
        "links-and-rights",
        "beyond-sftp",
        "other-ways-to-sign-in",
        "weak-algorithms",
        "other-peoples-keys"
    })
    void getsNowhere(String attempt) throws Exception {
        assertThat(probe(attempt)).isEqualTo("tried\n");
    }

    @Test
    void keepsOutWhoTriesKeysButNobodyElse() throws Exception {
        assertThat(probe("brute-force")).isEqualTo("kept out\nand with the right key\nanother address comes in\ncomes in when that is forgotten\n");
    }

    @Test
    void letsSendersInThroughACrowdOfSilentConnections() throws Exception {
        assertThat(probe("crowd")).isEqualTo("in from the same address\nin from another\n");
    }

    @Test
    void boundsWhatOneSenderOpens() throws Exception {
        assertThat(probe("sessions")).isEqualTo("8 sessions\nDere har alt 8 åpne forbindelser; lukk en av dem først\n");
        assertThat(probe("channels")).isEqualTo("4 channels\n");
        assertThat(probe("handles")).isEqualTo("100 handles, then For mange åpne filer\n20 in a second session\n");
    }

    @Test
    void survivesRequestsThatNobodyReadsTheAnswersOf() throws Exception {
        assertThat(probe("requests")).isEqualTo("sent\n");

        await().until(() -> parts.gate.inside().isEmpty());
    }

    @Test
    void givesLftpNothingElse() throws Exception {
        assumeTrue(Shell.isInstalled("lftp"), "skipped: no lftp on this machine");
        Path own = Files.createDirectories(folder.resolve("lftp"));
        String commands = String.join("; ",
                "get secret.xml", "cat ../../secret.xml", "cat /../fjordby/kvittering/svar.json", "mirror / all",
                "ln -s /etc/passwd inn/p", "chmod 777 inn/x.part", "mkdir inn/d", "rmdir inn",
                "mv kvittering/svar.json inn/svar.json", "mv inn/x.part kvittering/x", "mv inn/x.part ../x", "echo done");
        Shell.Result result = Shell.run("lftp", "-c", "set net:max-retries 1; set sftp:auto-confirm yes; lcd " + own
                + "; set sftp:connect-program 'ssh -a -x " + String.join(" ", Shell.options(folder.resolve("key")))
                + "'; open -u solvik, sftp://127.0.0.1:" + parts.server.port() + "; " + commands);

        assertThat(result.output()).contains("done").doesNotContain("SECRET");
        assertThat(parts.files("uploads/temporary/solvik")).containsExactly("x.part");
        assertThat(parts.files("senders/solvik")).containsExactly("kvittering/svar.json");
        assertThat(Files.getPosixFilePermissions(parts.uploads.temporary("solvik").resolve("x.part"))).hasSizeLessThan(9);
    }

    private List<Path> links() throws IOException {
        try (Stream<Path> all = Files.walk(parts.data)) {
            return all.filter(Files::isSymbolicLink).toList();
        }
    }

    private String probe(String part) throws Exception {
        return Shell.run(Shell.PYTHON, PROBE.toString(), part, Integer.toString(parts.server.port()), folder.toString()).output();
    }
}
