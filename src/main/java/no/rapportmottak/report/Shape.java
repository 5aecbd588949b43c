package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a type's JSON Schema says of names, order and kinds: enough to read XML into the same tree as JSON and to
 * write either in canonical order.
 *
 * @param properties of an object, in schema order
 * @param items      of an array
 * @param maxLength  of a text, in characters; {@link #UNBOUNDED} where the schema says none
 */
record Shape(Kind kind, Map<String, Shape> properties, Shape items, int maxLength) {

    enum Kind {
        OBJECT,
        ARRAY,
        INTEGER,
        BOOLEAN,
        DATE,
        TEXT,
        /** Of an attachment, in base64: {@code "contentEncoding": "base64"}. */
        CONTENT
    }

    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final Shape CONTENT = new Shape(Kind.CONTENT, Map.of(), null, UNBOUNDED);

    /**
     * @param document  that the schema stands in
     * @param documents finds the other documents that a {@code $ref} can name
     */
    static Shape of(JsonNode schema, JsonNode document, Function<String, JsonNode> documents) {
        if (schema.has("$ref")) {
            String[] reference = schema.get("$ref").asText().split("#", 2);
            JsonNode named = reference[0].isEmpty() ? document : documents.apply(reference[0]);
            return of(named.at(reference[1]), named, documents);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, document, documents);
            case "array" -> new Shape(Kind.ARRAY, Map.of(), of(schema.path("items"), document, documents), UNBOUNDED);
            case "integer" -> new Shape(Kind.INTEGER, Map.of(), null, UNBOUNDED);
            case "boolean" -> new Shape(Kind.BOOLEAN, Map.of(), null, UNBOUNDED);
            default -> text(schema);
        };
    }

    private static Shape text(JsonNode schema) {
        if (schema.path("contentEncoding").asText().equals("base64")) {
            return CONTENT;
        }
        boolean isDate = schema.path("format").asText().equals("date");
        return new Shape(isDate ? Kind.DATE : Kind.TEXT, Map.of(), null, schema.path("maxLength").asInt(UNBOUNDED));
    }

    private static Shape object(JsonNode schema, JsonNode document, Function<String, JsonNode> documents) {
        Map<String, Shape> properties = new LinkedHashMap<>();
        schema.path("properties").fields().forEachRemaining(
                property -> properties.put(property.getKey(), of(property.getValue(), document, documents)));
        return new Shape(Kind.OBJECT, properties, null, UNBOUNDED);
    }

    /**
     * How many chars of a text are enough to see that it is too long, so that a validator whose patterns take the
     * square of the length (Xerces: 136 s for a million characters) never gets more.
     */
    int enough() {
        return kind == Kind.TEXT && maxLength < ParserPolicy.MAX_TEXT ? 2 * (maxLength + 1) : UNBOUNDED;
    }

    /** Of a property; null for one that the schema does not know. */
    Shape property(String name) {
        return properties.get(name);
    }

    /** Whether it is content of an attachment or has a part that is. */
    boolean hasContent() {
        return kind == Kind.CONTENT
                || items != null && items.hasContent()
                || properties.values().stream().anyMatch(Shape::hasContent);
    }

    /** Whether it describes an attachment, which has its content among its parts. */
    boolean isAttachment() {
        return properties.containsValue(CONTENT);
    }

    /** A key by which pointers sort as the schema orders their parts; what it does not know comes last. */
    List<Integer> order(String pointer) {
        List<Integer> order = new ArrayList<>();
        Shape at = this;
        for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            if (at == null) {
                order.add(Integer.MAX_VALUE);
            } else if (at.kind == Kind.ARRAY) {
                order.add(step.matches("\\d{1,9}") ? Integer.parseInt(step) : Integer.MAX_VALUE);
                at = at.items;
            } else {
                int index = new ArrayList<>(at.properties.keySet()).indexOf(step);
                order.add(index < 0 ? Integer.MAX_VALUE : index);
                at = at.property(step);
            }
        }
        return order;
    }
}
