package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.validation.ValidatorHandler;
import no.rapportmottak.submission.Original;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads documents. Bounded in time and memory by the sizes and depths it is made with; safe for many threads.
 *
 * <p>What a document is comes from its content alone: the root element's namespace, or {@code skjema}.
 */
public final class Reports {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_TEXT = 1_000_000;

    private final ReportTypes types;
    private final long maxFile;
    private final long maxStructure;
    private final JsonReader json = new JsonReader(MAX_DEPTH, MAX_TEXT);
    private final XmlReader xml = new XmlReader(MAX_DEPTH, MAX_TEXT);

    /** @param maxFile and maxStructure in bytes */
    public Reports(ReportTypes types, long maxFile, long maxStructure) {
        this.types = types;
        this.maxFile = maxFile;
        this.maxStructure = maxStructure;
    }

    /** Says what a document is. */
    public Opened identify(Original original) throws Unreadable, IOException {
        refuseLarger(original, "MOT-001", maxFile);
        refuseLarger(original, "MOT-002", maxStructure);
        return identify(original.path());
    }

    private static void refuseLarger(Original original, String code, long limit) throws Unreadable {
        if (original.size() > limit) {
            throw new Unreadable(new Problem(code, null, null, null,
                    Map.of("limit", limit / (1024 * 1024) + " MB", "detail", original.size() + " byte")));
        }
    }

    private Opened identify(Path file) throws Unreadable, IOException {
        String text = Text.decode(Files.readAllBytes(file));
        char first = text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0);
        return switch (first) {
            case '<' -> openXml(text);
            case '{' -> openJson(text);
            case ' ' -> throw new Unreadable("MOT-005", "");
            default -> throw new Unreadable("MOT-010", "");
        };
    }

    private Opened openXml(String text) throws Unreadable {
        XMLStreamReader2 reader = xml.open(text);
        String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        ReportType type = types.byNamespace(namespace)
                .filter(known -> known.name().equals(reader.getLocalName()))
                .orElseThrow(() -> unknown("{" + namespace + "}" + reader.getLocalName()));
        return new Opened(type, new Positions(), reader, null);
    }

    private Opened openJson(String text) throws Unreadable {
        Positions positions = new Positions();
        ObjectNode tree = json.read(text, positions);
        JsonNode label = tree.path("skjema");
        ReportType type = types.byLabel(label.asText()).orElseThrow(() -> unknown("skjema: " + shown(label)));
        return new Opened(type, positions, null, tree);
    }

    private static String shown(JsonNode label) {
        return label.isMissingNode() ? "-" : label.asText();
    }

    private static Unreadable unknown(String detail) {
        return new Unreadable("MOT-011", detail.length() > 200 ? detail.substring(0, 200) + "…" : detail);
    }

    /** Reads the rest and checks it by the schema. */
    public Document read(Opened opened) throws Unreadable {
        return opened.xml() == null ? checked(opened, opened.json()) : readXml(opened);
    }

    private Document checked(Opened opened, ObjectNode tree) {
        List<Problem> problems = JsonFindings.of(opened.type(), tree, opened.positions());
        return new Document(opened.type(), tree, opened.positions(), problems);
    }

    private Document readXml(Opened opened) throws Unreadable {
        XmlReader.Located located = new XmlReader.Located(opened.positions());
        XsdFindings findings = new XsdFindings(located);
        ValidatorHandler schema = opened.type().xsd().newValidatorHandler();
        schema.setErrorHandler(findings);
        ObjectNode tree = xml.read(opened.xml(), opened.type().shape(), schema, located);
        tree.set("skjema", new TextNode(opened.type().label()));
        if (findings.none()) {
            return new Document(opened.type(), tree, opened.positions(), List.of());
        }
        Document document = checked(opened, tree);
        List<Problem> problems = new ArrayList<>(document.problems());
        problems.addAll(findings.beside(problems, opened.positions()));
        return new Document(opened.type(), tree, opened.positions(), List.copyOf(problems));
    }
}
