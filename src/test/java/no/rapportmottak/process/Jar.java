package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program under test, and the Java that it is started with: {@code -Drapportmottak.it.java=…/bin/java}. */
public final class Jar {

    static final Path OUTPUT = Path.of("target", "process").toAbsolutePath();
    private static final Path BUILT = Path.of("target", "rapportmottak.jar").toAbsolutePath();
    private static final Path UNPACKED = OUTPUT.resolve("unpacked");

    private Jar() {}

    public static String java() {
        return System.getProperty("rapportmottak.it.java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** A copy of it, alone in a folder. */
    static Path copiedTo(Path folder) throws IOException {
        return Files.copy(BUILT, folder.resolve("rapportmottak.jar"));
    }

    /** The same program with its libraries beside it: it starts in half the time, which counts after each kill. */
    public static synchronized Path unpacked() {
        Path program = UNPACKED.resolve("rapportmottak.jar");
        try {
            if (!Files.exists(program) || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(BUILT)) < 0) {
                Command.Result result = Command.of(OUTPUT, java(), "-Djarmode=tools", "-jar", BUILT.toString(), "extract",
                        "--force", "--destination", UNPACKED.toString()).run(Duration.ofMinutes(1));
                assertThat(result.status()).as(result.err()).isZero();
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line; without the optimising compiler, which takes more than it gives in a minute's life. */
    public static List<String> line(Path program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-jar", program.toString()));
        line.addAll(List.of(arguments));
        return line;
    }
}
