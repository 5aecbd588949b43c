package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A sample of a report type, and how it has to end. */
record Sample(Path file, String outcome, List<String> codes) {

    /** Everybody the samples report for, and one whose number is wrong on purpose. */
    static final List<String> ORGANISATIONS =
            List.of("999263550", "310000124", "310000221", "310000310", "310000434", "310000566", "999263551");

    static List<Sample> all() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("schemas"))) {
            return files.filter(file -> file.toString().contains("/samples/") && Files.isRegularFile(file))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .map(Sample::of)
                    .toList();
        }
    }

    private static Sample of(Path file) {
        String name = file.getFileName().toString();
        Path expected = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".expected.json");
        try {
            JsonNode end = Hub.JSON.readTree(expected.toFile());
            List<String> codes = StreamSupport.stream(end.get("koder").spliterator(), false).map(JsonNode::asText).toList();
            return new Sample(file, end.get("utfall").asText(), codes);
        } catch (IOException e) {
            throw new IllegalStateException("no expectation for " + file, e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    boolean accepted() {
        return !outcome.equals("AVVIST");
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    /** The same with another sender's reference, which makes it another report; byte by byte, whatever the encoding. */
    byte[] asAnotherReport() throws IOException {
        return new String(bytes(), ISO_8859_1)
                .replaceFirst("(avsendersReferanse(?:>|\": *\")[A-Za-z0-9._-]+)", "$1-2")
                .getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
        return name();
    }
}
