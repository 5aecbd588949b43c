package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.Map;
import java.util.Objects;
import no.rapportmottak.submission.NationalId;
import no.rapportmottak.submission.SafeName;

/**
 * The canonical form of a valid document: schema order, whole numbers as integers, text in Unicode's form NFC
 * with line feeds alone, and no blanks between. XML and JSON of the same report come out byte for byte the same.
 * What an attachment is stands for its content: size, checksum, and where it lies in the archive package.
 */
final class Canonical {

    private static final String PACKAGE_FOLDER = "data/vedlegg/";

    private final Map<String, Attachment> attachments;
    private int packed;

    /** @param attachments by the pointers to their content */
    Canonical(Map<String, Attachment> attachments) {
        this.attachments = attachments;
    }

    ObjectNode of(ObjectNode document, Shape shape) {
        return object(document, shape, "");
    }

    private JsonNode of(JsonNode node, Shape shape, String pointer) {
        if (node instanceof ObjectNode object) {
            return object(object, shape, pointer);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> items.add(of(item, shape.items(), Pointer.child(pointer, items.size()))));
            return items;
        }
        if (node.isNumber()) {
            return LongNode.valueOf(node.decimalValue().longValueExact());
        }
        return node.isTextual() ? new TextNode(text(node.textValue())) : node;
    }

    private ObjectNode object(ObjectNode object, Shape shape, String pointer) {
        Map<String, JsonNode> measured = shape.isAttachment() ? measured(object, shape, pointer) : Map.of();
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        shape.properties().forEach((name, property) -> {
            if (measured.containsKey(name)) {
                ordered.set(name, measured.get(name));
            } else if (object.has(name) && property.kind() != Shape.Kind.CONTENT && !isPlace(name, shape)) {
                ordered.set(name, of(object.get(name), property, Pointer.child(pointer, name)));
            }
        });
        return ordered;
    }

    /** Where an attachment lies in the package is for us to say, whatever the document says. */
    private static boolean isPlace(String name, Shape shape) {
        return name.equals("pakke") && shape.isAttachment();
    }

    /** What we know of an attachment, whatever the document says: it stands for the content. */
    private Map<String, JsonNode> measured(ObjectNode object, Shape shape, String pointer) {
        return shape.properties().entrySet().stream()
                .filter(property -> property.getValue().kind() == Shape.Kind.CONTENT)
                .map(property -> attachments.get(Pointer.child(pointer, property.getKey())))
                .filter(Objects::nonNull)
                .findFirst()
                .map(content -> describe(content, object.path("filnavn").asText()))
                .orElse(Map.of());
    }

    private Map<String, JsonNode> describe(Attachment content, String name) {
        String place = PACKAGE_FOLDER + ++packed + "-" + SafeName.of(NationalId.mask(text(name)));
        return Map.of(
                "stoerrelse", LongNode.valueOf(content.size()),
                "sha256", new TextNode(content.sha256()),
                "pakke", new TextNode(place));
    }

    /** An XML parser turns CR LF into LF; so do we for JSON. */
    private static String text(String value) {
        String lines = value.indexOf('\r') < 0 ? value : value.replace("\r\n", "\n").replace('\r', '\n');
        return Normalizer.isNormalized(lines, Normalizer.Form.NFC) ? lines : Normalizer.normalize(lines, Normalizer.Form.NFC);
    }
}
