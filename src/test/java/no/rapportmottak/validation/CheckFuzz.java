package no.rapportmottak.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/**
 * What Jazzer calls with bytes of its making (profile {@code fuzz} of the build): identify, read and check a file. An
 * exception, or a verdict that says nothing, is a finding of the fuzzer; each becomes a case of
 * {@code no.rapportmottak.hub.HostileFiles}.
 */
public final class CheckFuzz {

    private static final Path FILE = file();

    private CheckFuzz() {}

    /** Reads schemas and rules, which takes longer than any file may. */
    public static void fuzzerInitialize() throws Exception {
        fuzzerTestOneInput("{}".getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        Files.write(FILE, bytes);
        Verdict verdict = Examiner.examine(Submission.offline("rapport.dat", null, Examiner.original(FILE)), List.of());
        Set<String> codes = verdict.findings().stream().map(Finding::code).collect(Collectors.toSet());
        if (codes.contains("MOT-901") || codes.isEmpty() && verdict.outcome() != Outcome.GODKJENT) {
            throw new IllegalStateException("no answer: " + verdict);
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".dat");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
