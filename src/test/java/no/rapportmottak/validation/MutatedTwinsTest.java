package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Verdict;

/**
 * The same report in XML and JSON gets the same answer, whatever is wrong with it: by the schema valid, the same codes
 * and paths and the same canonical form; else both rejected, first for the same path.
 */
class MutatedTwinsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<ObjectNode> DOCUMENTS = documents();
    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("twins");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        for (String name : List.of("twin.xml", "twin.json")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    @Property(tries = 400)
    void getTheSameAnswer(
            @ForAll("document") ObjectNode sample, @ForAll("mutations") List<Mutation> mutations, @ForAll long order)
            throws Exception {
        ObjectNode document = sample.deepCopy();
        mutations.forEach(mutation -> mutation.apply(document));

        Verdict xml = examine("twin.xml", Twin.xml(document));
        Verdict json = examine("twin.json", Twin.json(document, new Random(order)));

        assertThat(said(json)).as("%s%nXML %s%nJSON %s", document, xml.findings(), json.findings()).isEqualTo(said(xml));
    }

    /** What the contract wants to be the same. */
    private static List<Object> said(Verdict verdict) {
        List<Finding> before = verdict.findings().stream().filter(finding -> !finding.code().startsWith("TSR-")).toList();
        if (before.isEmpty()) {
            return List.of(verdict.outcome(), verdict.canonical(),
                    verdict.findings().stream().map(finding -> finding.code() + " " + finding.path()).toList());
        }
        assertThat(verdict.outcome()).isEqualTo(Outcome.AVVIST);
        return List.of(verdict.outcome(), before.get(0).path());
    }

    private static Verdict examine(String name, String content) throws Exception {
        return Examiner.examine(Files.writeString(folder.resolve(name), content));
    }

    @Provide
    Arbitrary<ObjectNode> document() {
        return Arbitraries.of(DOCUMENTS);
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 9_999);
        return Combinators.combine(Arbitraries.of(Mutation.Kind.values()), any, any)
                .as(Mutation::new)
                .list()
                .ofMinSize(0)
                .ofMaxSize(3);
    }

    private static List<ObjectNode> documents() {
        try (Stream<Path> files = Files.walk(Path.of("schemas"))) {
            return files.filter(file -> file.toString().matches(".*/samples/(valid|merknad)/.*\\.json"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .map(MutatedTwinsTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            String canonical = Examiner.examine(file).canonical();
            return (ObjectNode) ordered(JSON.readTree(file.toFile()), JSON.readTree(canonical));
        } catch (Exception e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** In the order of the schema, which XML has to keep; what the canonical form lacks, content, is the last of all. */
    private static JsonNode ordered(JsonNode node, JsonNode canonical) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, ordered(array.get(i), canonical.get(i)));
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        canonical.fieldNames().forEachRemaining(name -> {
            if (node.has(name)) {
                object.set(name, ordered(node.get(name), canonical.get(name)));
            }
        });
        node.fields().forEachRemaining(field -> object.putIfAbsent(field.getKey(), field.getValue()));
        return object;
    }
}
