package no.rapportmottak.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.rapportmottak.registry.Home;

/** The sample documents that come with the report types. */
final class Samples {

    private static final String EXPECTATION = ".expected.json";

    private Samples() {}

    /** All of them: {@code schemas/<type>/<version>/samples/<outcome>/<name>}, sorted. */
    static List<Path> in(Home home) throws IOException {
        try (Stream<Path> files = Files.walk(home.folder("schemas"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().getParent().endsWith("samples"))
                    .filter(file -> !file.getFileName().toString().endsWith(EXPECTATION))
                    .sorted()
                    .toList();
        }
    }
}
