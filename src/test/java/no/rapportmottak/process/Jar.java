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

    private static Path unpacked;

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
        if (unpacked == null) {
            unpacked = unpacked(BUILT, OUTPUT.resolve("unpacked"));
        }
        return unpacked;
    }

    /** @param jar of any version */
    public static Path unpacked(Path jar, Path folder) {
        try {
            Files.createDirectories(OUTPUT);
            Command.Result result = Command.of(OUTPUT, java(), "-Djarmode=tools", "-jar", jar.toString(), "extract",
                    "--force", "--destination", folder.toString()).run(Duration.ofMinutes(1));
            assertThat(result.status()).as(result.err()).isZero();
            return folder.resolve(jar.getFileName());
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
