package no.rapportmottak.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** Reads JSON (RFC 8259) into a tree and remembers where each part stands. Safe for many threads. */
final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final JsonFactory factory;

    JsonReader(int maxDepth, int maxText) {
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(100)
                        .maxNameLength(200)
                        .maxStringLength(maxText)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    ObjectNode read(String text, Positions positions) throws Unreadable {
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            positions.put("", line(parser.currentTokenLocation()), column(parser.currentTokenLocation()));
            JsonNode root = value(parser, "", positions);
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation(), "innhold etter slutten av dokumentet");
            }
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new Unreadable("MOT-010", "");
        } catch (StreamConstraintsException e) {
            throw at("MOT-012", e.getLocation(), e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no input or output", e);
        }
    }

    private JsonNode value(JsonParser parser, String pointer, Positions positions) throws IOException, Unreadable {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer, positions);
            case START_ARRAY -> array(parser, pointer, positions);
            case VALUE_STRING -> NODES.textNode(text(parser, pointer));
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw malformed(parser.currentTokenLocation(), "uventet " + parser.getText());
        };
    }

    private ObjectNode object(JsonParser parser, String pointer, Positions positions) throws IOException, Unreadable {
        ObjectNode object = NODES.objectNode();
        while (next(parser) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String child = Pointer.child(pointer, name);
            JsonLocation place = parser.currentTokenLocation();
            positions.put(child, line(place), column(place));
            if (object.has(name)) {
                throw new Unreadable(
                        new Problem("MOT-009", child, line(place), column(place), Map.of("detail", name)));
            }
            next(parser);
            object.set(name, value(parser, child, positions));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer, Positions positions) throws IOException, Unreadable {
        ArrayNode array = NODES.arrayNode();
        while (next(parser) != JsonToken.END_ARRAY) {
            String child = Pointer.child(pointer, array.size());
            JsonLocation place = parser.currentTokenLocation();
            positions.put(child, line(place), column(place));
            array.add(value(parser, child, positions));
        }
        return array;
    }

    private static JsonToken next(JsonParser parser) throws IOException, Unreadable {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw malformed(parser.currentLocation(), "dokumentet slutter for tidlig");
        }
        return token;
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? NODES.numberNode(parser.getBigIntegerValue())
                : NODES.numberNode(parser.getLongValue());
    }

    private static String text(JsonParser parser, String pointer) throws IOException, Unreadable {
        String text = parser.getText();
        int forbidden = text.codePoints().filter(c -> !Text.allowed(c)).findFirst().orElse(-1);
        if (forbidden >= 0) {
            JsonLocation place = parser.currentTokenLocation();
            throw new Unreadable(new Problem("MOT-013", pointer, line(place), column(place),
                    Map.of("detail", "U+%04X".formatted(forbidden))));
        }
        return text;
    }

    private static Unreadable malformed(JsonLocation place, String detail) {
        return at("MOT-008", place, detail);
    }

    private static Unreadable at(String code, JsonLocation place, String detail) {
        return place == null ? new Unreadable(code, detail)
                : new Unreadable(Problem.at(code, line(place), column(place), detail));
    }

    private static int line(JsonLocation place) {
        return Math.max(1, place.getLineNr());
    }

    private static int column(JsonLocation place) {
        return Math.max(1, place.getColumnNr());
    }
}
