package no.rapportmottak.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One change to a document that can be written in both formats alike.
 *
 * @param where which of the parts that it fits, counted around
 * @param what  which of the values that it has to offer, counted around
 */
record Mutation(Kind kind, int where, int what) {

    enum Kind {
        DROP,
        RENAME,
        ADD,
        DUPLICATE_ITEM,
        OBJECT_FOR_VALUE,
        VALUE_FOR_OBJECT,
        OTHER_TEXT,
        TEXT_FOR_NUMBER,
        OTHER_NUMBER,
        OTHER_TRUTH
    }

    private static final List<String> TEXTS = List.of(
            "", "x", "UKJENT", "nb", "en", "KOMMUNE", "LAV", "HOEY", "TEKST", "ANDEL", "2023-12-31", "2023-02-30", "2024-02-29",
            "1999-1-1", "31.12.2023", "123456789", "974760673", "310008818", "60", "6", "0762", "762", "a\nb", "a\tb", "a\rb",
            "to  ord", " foran", "bak ", "blåbærsyltetøy", "e\u0301", "\uD83D\uDE00", "\u00a0", "\u0085", "\u2028",
            "<&>\"'", "]]>", "æ".repeat(100), "ø".repeat(101), "\uD83D\uDE00".repeat(200), "x".repeat(201), "y".repeat(1001),
            "a@b.no", "a@b", "+47 22 22 22 22", "application/pdf", "Application/PDF", "QQ==", "QQ", "Q Q\n==", "=QQQ", "QUJD",
            "0".repeat(64), "A".repeat(64), "0".repeat(63), "14074550089", "140745 50089", "true", "12.5");
    private static final List<Long> NUMBERS = List.of(
            0L, 1L, -1L, 100L, 2013L, 2014L, 2022L, 2024L, 2100L, 10_000L, 10_001L, 199_999L, 200_000L, 750_000L,
            999_999_999_999L, 1_000_000_000_000L, -1_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE);

    /** A part of a document, and where it hangs. */
    private record Part(JsonNode parent, String name, int index, JsonNode value) {

        void become(JsonNode other) {
            if (parent instanceof ObjectNode object) {
                object.set(name, other);
            } else {
                ((ArrayNode) parent).set(index, other);
            }
        }
    }

    /** Changes the document in place; leaves it as it is where there is nothing to change. */
    void apply(ObjectNode document) {
        List<Part> fitting = parts(document).stream().filter(this::fits).toList();
        if (!fitting.isEmpty()) {
            change(fitting.get(Math.floorMod(where, fitting.size())));
        }
    }

    private boolean fits(Part part) {
        boolean field = part.parent instanceof ObjectNode;
        return switch (kind) {
            case DROP -> field || part.parent.size() > 1;
            case RENAME -> field;
            case ADD -> part.value.isObject();
            case DUPLICATE_ITEM -> !field;
            case OBJECT_FOR_VALUE -> part.value.isValueNode();
            case VALUE_FOR_OBJECT -> part.value.isObject();
            case OTHER_TEXT -> part.value.isTextual();
            case TEXT_FOR_NUMBER -> part.value.isNumber() || part.value.isBoolean();
            case OTHER_NUMBER -> part.value.isNumber();
            case OTHER_TRUTH -> part.value.isBoolean();
        };
    }

    private void change(Part part) {
        switch (kind) {
            case DROP -> drop(part);
            case RENAME -> rename((ObjectNode) part.parent, part.name);
            case ADD -> ((ObjectNode) part.value).put(what % 2 == 0 ? "ukjent" : "æøå", "x");
            case DUPLICATE_ITEM -> ((ArrayNode) part.parent).insert(part.index, part.value.deepCopy());
            case OBJECT_FOR_VALUE -> part.become(JsonNodeFactory.instance.objectNode().put("ukjent", "x"));
            case VALUE_FOR_OBJECT -> part.become(new TextNode("x"));
            case OTHER_TEXT -> part.become(new TextNode(TEXTS.get(Math.floorMod(what, TEXTS.size()))));
            case TEXT_FOR_NUMBER -> part.become(new TextNode(what % 2 == 0 ? "mange" : "1 000"));
            case OTHER_NUMBER -> part.become(LongNode.valueOf(NUMBERS.get(Math.floorMod(what, NUMBERS.size()))));
            case OTHER_TRUTH -> part.become(BooleanNode.valueOf(!part.value.booleanValue()));
        }
    }

    private static void drop(Part part) {
        if (part.parent instanceof ObjectNode object) {
            object.remove(part.name);
        } else {
            ((ArrayNode) part.parent).remove(part.index);
        }
    }

    private static void rename(ObjectNode object, String name) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.fields().forEachRemaining(
                field -> fields.put(field.getKey().equals(name) ? name + "X" : field.getKey(), field.getValue()));
        object.removeAll();
        object.setAll(fields);
    }

    /** All parts but what says the type: without it there is no document to compare. */
    private static List<Part> parts(JsonNode node) {
        List<Part> parts = new ArrayList<>();
        node.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("skjema")) {
                parts.add(new Part(node, field.getKey(), -1, field.getValue()));
                parts.addAll(parts(field.getValue()));
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            parts.add(new Part(node, null, i, node.get(i)));
            parts.addAll(parts(node.get(i)));
        }
        return parts;
    }
}
