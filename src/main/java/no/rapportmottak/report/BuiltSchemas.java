package no.rapportmottak.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Guards that the schemas beside the jar are those the jar was built from: classes were generated from them,
 * and an edit without a build would check one thing and write another.
 */
public final class BuiltSchemas {

    private BuiltSchemas() {}

    /** The first schema in the folder that is not as it was at the build, by its path there. */
    public static Optional<String> differing(Path folder, Path built) throws IOException {
        for (Path schema : schemas(folder)) {
            String name = folder.relativize(schema).toString();
            Path original = built.resolve(name);
            if (!Files.exists(original) || !Arrays.equals(Files.readAllBytes(schema), Files.readAllBytes(original))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static List<Path> schemas(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".xsd") || file.toString().endsWith(".schema.json"))
                    .sorted()
                    .toList();
        }
    }
}
