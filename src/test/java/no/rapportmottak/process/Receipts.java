package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;

/** What lies in a folder of receipts, by the names of the contract: {@code <file>.<reference>.<kind>}. */
public record Receipts(List<Path> files) {

    public static final List<String> KINDS =
            List.of("mottak.json", "resultat.xml", "resultat.html", "resultat.json.jws", "resultat.json");

    private static final int REFERENCE = 36;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Receipts in(Path folder) throws IOException {
        return new Receipts(Hub.filesIn(folder));
    }

    /** The references that have a receipt of this kind; none has two. */
    Set<String> references(String kind) {
        List<Path> some = files.stream().filter(file -> file.toString().endsWith("." + kind)).toList();
        Set<String> references = some.stream().map(file -> reference(file, kind)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(references).as("%s receipts", kind).hasSameSizeAs(some);
        return references;
    }

    /** Whether every submission that is named has all its receipts. */
    boolean areComplete() {
        return KINDS.stream().map(this::references).distinct().count() == 1;
    }

    List<JsonNode> results() throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (Path file : ending("resultat.json")) {
            results.add(JSON.readTree(file.toFile()));
        }
        return results;
    }

    List<Path> ending(String end) {
        return files.stream().filter(file -> file.toString().endsWith(end)).toList();
    }

    /** Nothing lies here that is not a whole receipt. */
    void areWhole() throws Exception {
        assertThat(files).allMatch(file -> KINDS.stream().anyMatch(kind -> file.toString().endsWith("." + kind)));
        for (Path file : ending(".json")) {
            assertThat(JSON.readTree(file.toFile()).path("referanse").asText()).as(file.toString()).isNotEmpty();
        }
        for (Path file : ending(".xml")) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        }
        for (Path file : ending(".html")) {
            assertThat(Files.readString(file).strip()).as(file.toString()).endsWith("</html>");
        }
    }

    private static String reference(Path file, String kind) {
        String name = file.getFileName().toString();
        int end = name.length() - kind.length() - 1;
        return name.substring(end - REFERENCE, end);
    }
}
