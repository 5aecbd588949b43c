package no.rapportmottak.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** What an operator puts into the home folder. */
public final class HomeFolder {

    private HomeFolder() {}

    /** A sender with one key, who may report for some organisations; the rest of {@code config/} is the jar's. */
    public static void configureSender(Path home, String id, String publicKey, Collection<String> organisations) throws IOException {
        writeSenders(home, """
                senders:
                  - id: %s
                    organisation-number: "%s"
                    name: Prøvekommunen
                    language: nb
                    reports-for: [%s]
                    public-keys: ["%s"]
                """.formatted(id, organisations.iterator().next(),
                        organisations.stream().map(number -> '"' + number + '"').collect(Collectors.joining(", ")),
                        publicKey.strip()));
    }

    public static void writeSenders(Path home, String yaml) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("config")).resolve("senders.yaml"), yaml);
    }

    /** {@code config/} or {@code schemas/} as the project has it. */
    public static void copy(String folder, Path home) throws IOException {
        for (Path file : Hub.filesIn(Path.of(folder))) {
            Path target = home.resolve(file.toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
