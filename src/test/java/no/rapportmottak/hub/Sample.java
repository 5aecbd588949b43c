package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A sample of a report type, and how it has to end. */
record Sample(Path file, String outcome, List<String> codes) {

    private static final Pattern ORGANISATION = Pattern.compile("organisasjonsnummer\\W{1,5}([0-9]{9})");

    /** Everybody the samples report for, those included whose number is wrong on purpose. */
    static final List<String> ORGANISATIONS = organisations();

    private static List<String> organisations() {
        try {
            TreeSet<String> organisations = new TreeSet<>();
            for (Sample sample : all()) {
                ORGANISATION.matcher(new String(sample.bytes(), ISO_8859_1)).results()
                        .forEach(number -> organisations.add(number.group(1)));
            }
            return List.copyOf(organisations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
