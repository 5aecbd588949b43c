package no.rapportmottak.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample reports of the project. */
public final class Samples {

    private static final Path FOLDER = Path.of("schemas").toAbsolutePath();
    private static final Pattern ORGANISATION = Pattern.compile("organisasjonsnummer\"?\\s*[:>]\\s*\"?(\\d{9})");
    private static final Pattern REFERENCE = Pattern.compile("(avsendersReferanse(?:>|\"\\s*:\\s*\"))[^<\"]+");

    private Samples() {}

    static List<Path> all() throws IOException {
        return Hub.filesIn(FOLDER).stream()
                .filter(file -> file.toString().contains("/samples/"))
                .filter(file -> !file.toString().endsWith(".expected.json"))
                .toList();
    }

    public static Path sample(String path) {
        return FOLDER.resolve("tilskuddsrapport/v1/samples").resolve(path);
    }

    static JsonNode expectation(Path sample) throws IOException {
        String name = sample.getFileName().toString();
        Path file = sample.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".expected.json");
        return new ObjectMapper().readTree(file.toFile());
    }

    public static String organisation(Path sample) throws IOException {
        Matcher matcher = ORGANISATION.matcher(Files.readString(sample));
        if (!matcher.find()) {
            throw new IllegalArgumentException(sample + " names no organisation");
        }
        return matcher.group(1);
    }

    /** Another report: the sample with another reference of its sender's. */
    public static String withReference(Path sample, String reference) throws IOException {
        return REFERENCE.matcher(Files.readString(sample)).replaceFirst("$1" + reference);
    }
}
