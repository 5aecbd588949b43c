package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;

/**
 * The canonical form of a valid document: schema order, whole numbers as integers, text in Unicode's form NFC
 * with line feeds alone, and no blanks between. XML and JSON of the same report come out byte for byte the same.
 */
final class Canonical {

    private Canonical() {}

    static JsonNode of(JsonNode node, Shape shape) {
        if (node instanceof ObjectNode object) {
            ObjectNode ordered = JsonNodeFactory.instance.objectNode();
            shape.properties().forEach((name, property) -> {
                if (object.has(name)) {
                    ordered.set(name, of(object.get(name), property));
                }
            });
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> items.add(of(item, shape.items())));
            return items;
        }
        if (node.isNumber()) {
            return LongNode.valueOf(node.decimalValue().longValueExact());
        }
        return node.isTextual() ? new TextNode(text(node.textValue())) : node;
    }

    /** An XML parser turns CR LF into LF; so do we for JSON. */
    private static String text(String value) {
        String lines = value.indexOf('\r') < 0 ? value : value.replace("\r\n", "\n").replace('\r', '\n');
        return Normalizer.isNormalized(lines, Normalizer.Form.NFC) ? lines : Normalizer.normalize(lines, Normalizer.Form.NFC);
    }
}
