package no.rapportmottak.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import no.rapportmottak.archive.Archive;
import no.rapportmottak.archive.Verification;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verify-archive [DIR]}: exit status 0 when every package is whole, 1 with the first that is not, 2 when it could not look. */
@Command(name = "verify-archive", description = "Checks every package of the archive.", mixinStandardHelpOptions = true)
final class VerifyArchiveCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "of packages; default: the archive under rapportmottak.data")
    private Path folder;

    @ComponentScan("no.rapportmottak.archive")
    static class Parts {}

    @Override
    public Integer call() throws IOException {
        Verification verification = verify();
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!verification.passed()) {
            answer.println(verification.mismatch());
            return 1;
        }
        answer.println(verification.intact() + " packages are whole");
        return 0;
    }

    private Verification verify() throws IOException {
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            Archive archive = parts.getBean(Archive.class);
            return folder == null ? archive.verifyAll() : archive.verifyAll(folder);
        }
    }
}
