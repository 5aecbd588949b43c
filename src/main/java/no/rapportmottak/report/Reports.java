package no.rapportmottak.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Of the heap, in bytes, for a part: its place and pointer, its node, its name or its value. */
    private static final long PART = 300;
    /** Of the document, in bytes, that a part takes: a digit and a comma. */
    private static final long SMALLEST = 2;
    /** The bytes, the text of the largest values, and the canonical form. */
    private static final long COPIES = 3;

    private final ReportTypes types;
    private final long maxFile;
    private final long maxStructure;
    private final AttachmentStore attachments;
    private final JsonReader json;
    private final XmlReader xml = new XmlReader();

    /** For checks that are nobody's submission: attachments are hashed and not kept. */
    public Reports(ReportTypes types, long maxFile, long maxStructure) {
        this(types, maxFile, maxStructure, AttachmentStore.hashing());
    }

    /**
     * @param maxFile      in bytes
     * @param maxStructure in bytes, of a file without the content of attachments
     * @param attachments  where their content goes
     */
    public Reports(ReportTypes types, long maxFile, long maxStructure, AttachmentStore attachments) {
        this.types = types;
        this.maxFile = maxFile;
        this.maxStructure = maxStructure;
        this.attachments = attachments;
        this.json = new JsonReader(Math.toIntExact(maxFile));
    }

    /** How much of the heap a document takes while it is checked if it is of the worst kind; both in bytes. */
    public static long mostMemory(long size) {
        return size * COPIES + Math.min(size / SMALLEST, ParserPolicy.MAX_PARTS) * PART;
    }

    /** Says what a document is. */
    public Opened identify(Original original) throws Unreadable, IOException {
        if (original.size() > maxFile) {
            throw Reading.tooLarge("MOT-001", maxFile, original.size());
        }
        Opened opened = identify(Text.of(bytes(original.path())));
        if (!opened.type().shape().hasContent() && original.size() > maxStructure) {
            throw Reading.tooLarge("MOT-002", maxStructure, original.size());
        }
        return opened;
    }

    /** In small pieces: each thread that reads a file keeps a buffer of the largest piece's size outside of the heap. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private Opened identify(Text text) throws Unreadable, IOException {
        return switch (text.first()) {
            case '<' -> openXml(text);
            case '{' -> openJson(text);
            case ' ' -> throw new Unreadable("MOT-005", "");
            default -> throw new Unreadable("MOT-010", "");
        };
    }

    private Opened openXml(Text text) throws Unreadable {
        text.requireCharacters();
        XMLStreamReader2 reader = xml.open(text.reader());
        String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        ParserPolicy.requireCharacters(
                namespace, "", reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
        ReportType type = types.byNamespace(namespace)
                .filter(known -> known.name().equals(reader.getLocalName()))
                .orElseThrow(() -> unknown("{" + namespace + "}" + reader.getLocalName()));
        return new Opened(type, text, reader);
    }

    private Opened openJson(Text text) throws Unreadable, IOException {
        text.requireCharacters();
        String label = json.label(text.reader());
        ReportType type = types.byLabel(label).orElseThrow(() -> unknown("skjema: " + (label == null ? "-" : label)));
        return new Opened(type, text, null);
    }

    private static Unreadable unknown(String detail) {
        return new Unreadable("MOT-011", detail.length() > 200 ? detail.substring(0, 200) + "…" : detail);
    }

    /**
     * Reads it and checks it by the schema. When a valid document is returned, the content of its attachments is
     * kept.
     *
     * @throws IOException when that content cannot be written: try again
     */
    public Document read(Opened opened) throws Unreadable, IOException {
        try (Contents contents = new Contents(attachments)) {
            Reading reading = new Reading(contents, maxStructure);
            Document document = opened.xml() == null ? readJson(opened, reading) : readXml(opened, reading);
            reading.requireStructureWithin(opened.text().size());
            if (document.valid()) {
                contents.keep();
            }
            return document;
        }
    }

    private Document readJson(Opened opened, Reading reading) throws Unreadable, IOException {
        if (opened.text().isMarked()) {
            reading.remark(Problem.at(ParserPolicy.BYTE_ORDER_MARK, 1, 1, ""));
        }
        return checked(opened, json.read(opened.text().reader(), opened.type().shape(), reading), reading);
    }

    private static Document checked(Opened opened, ObjectNode tree, Reading reading) {
        return document(opened, tree, reading, JsonFindings.of(opened.type(), tree, reading.positions()));
    }

    private static Document document(Opened opened, ObjectNode tree, Reading reading, List<Problem> problems) {
        return new Document(
                opened.type(), tree, reading.positions(), problems, reading.remarks(), reading.contents().attachments());
    }

    private Document readXml(Opened opened, Reading reading) throws Unreadable, IOException {
        XmlReader.Located located = new XmlReader.Located(reading);
        XsdFindings findings = new XsdFindings(located);
        ValidatorHandler schema = opened.type().xsd().newValidatorHandler();
        schema.setErrorHandler(findings);
        ObjectNode tree = xml.read(opened.xml(), opened.type().shape(), schema, located);
        tree.set("skjema", new TextNode(opened.type().label()));
        if (findings.none()) {
            return document(opened, tree, reading, List.of());
        }
        List<Problem> problems = new ArrayList<>(JsonFindings.of(opened.type(), tree, reading.positions()));
        problems.addAll(findings.beside(problems, reading.positions()));
        return document(opened, tree, reading, List.copyOf(problems));
    }
}
