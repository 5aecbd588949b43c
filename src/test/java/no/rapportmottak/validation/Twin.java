package no.rapportmottak.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes one document in both formats: JSON with its fields in any order, XML in that of the document. */
public final class Twin {

    private Twin() {}

    static String json(ObjectNode document, Random order) {
        return shuffled(document, order).toString();
    }

    private static JsonNode shuffled(JsonNode node, Random order) {
        if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> items.add(shuffled(item, order)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, order);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> object.set(name, shuffled(node.get(name), order)));
        return object;
    }

    /** XML wants the order of the schema, which is that of the canonical form; what that lacks, content, comes last. */
    static ObjectNode ordered(ObjectNode document, JsonNode canonical) {
        return (ObjectNode) inOrder(document, canonical);
    }

    private static JsonNode inOrder(JsonNode node, JsonNode canonical) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, inOrder(array.get(i), canonical.get(i)));
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        canonical.fieldNames().forEachRemaining(name -> {
            if (node.has(name)) {
                object.set(name, inOrder(node.get(name), canonical.get(name)));
            }
        });
        node.fields().forEachRemaining(field -> object.putIfAbsent(field.getKey(), field.getValue()));
        return object;
    }

    public static String xml(ObjectNode document) {
        String[] label = document.get("skjema").asText().split("/");
        StringBuilder xml = new StringBuilder("<%s xmlns=\"urn:rapportmottak:%s:%s\">".formatted(label[0], label[0], label[1]));
        document.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("skjema")) {
                write(field.getKey(), field.getValue(), xml);
            }
        });
        return xml.append("</").append(label[0]).append('>').toString();
    }

    private static void write(String name, JsonNode node, StringBuilder xml) {
        if (node.isArray()) {
            node.forEach(item -> write(name, item, xml));
            return;
        }
        xml.append('<').append(name).append('>');
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> write(field.getKey(), field.getValue(), xml));
        } else {
            xml.append(escaped(node.asText()));
        }
        xml.append("</").append(name).append('>');
    }

    /** A carriage return is written as a reference, since an XML parser makes a bare one a line feed. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;");
    }
}
