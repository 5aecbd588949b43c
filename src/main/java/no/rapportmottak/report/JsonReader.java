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
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Map;

/** Reads JSON (RFC 8259) into a tree and remembers where each part stands. Safe for many threads. */
final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    /** The reader's limits by how it tells of them. */
    private static final Map<String, Problem> LIMITS = Map.of(
            "Number value length", limit(ParserPolicy.NUMBER, ParserPolicy.MAX_NUMBER),
            "BigDecimal scale", limit(ParserPolicy.NUMBER, ParserPolicy.MAX_NUMBER),
            "Name length", limit(ParserPolicy.NAME, ParserPolicy.MAX_NAME),
            "String value length", limit(ParserPolicy.TEXT, ParserPolicy.MAX_TEXT),
            "Document nesting depth", limit(ParserPolicy.DEPTH, ParserPolicy.MAX_DEPTH));

    private final JsonFactory factory;

    /** @param maxContent in characters, of what is taken out as content; other text is shorter */
    JsonReader(int maxContent) {
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(ParserPolicy.MAX_DEPTH)
                        .maxNumberLength(ParserPolicy.MAX_NUMBER)
                        .maxNameLength(ParserPolicy.MAX_NAME)
                        .maxStringLength(Math.max(ParserPolicy.MAX_TEXT, maxContent))
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** What {@code skjema} says on the first level; null where there is none. Reads no further than to it. */
    String label(Reader text) throws Unreadable, IOException {
        return reading(text, parser -> {
            parser.nextToken();
            while (next(parser) == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("skjema");
                next(parser);
                if (found) {
                    String label = parser.currentToken().isScalarValue() ? parser.getText() : "";
                    JsonLocation place = parser.currentTokenLocation();
                    ParserPolicy.requireCharacters(label, "/skjema", line(place), column(place));
                    return label;
                }
                parser.skipChildren();
            }
            requireEnd(parser);
            return null;
        });
    }

    /** Reads it all; content of attachments goes to {@code contents}. */
    ObjectNode read(Reader text, Shape shape, Reading reading) throws Unreadable, IOException {
        return reading(text, parser -> {
            parser.nextToken();
            JsonLocation start = parser.currentTokenLocation();
            reading.positions().put("", line(start), column(start));
            JsonNode root = value(parser, "", shape, reading);
            requireEnd(parser);
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new Unreadable("MOT-010", "");
        });
    }

    private interface Work<T> {
        T on(JsonParser parser) throws IOException, Unreadable;
    }

    private <T> T reading(Reader text, Work<T> work) throws Unreadable, IOException {
        try (JsonParser parser = factory.createParser(text)) {
            try {
                return work.on(parser);
            } catch (StreamConstraintsException e) {
                throw limited(e, parser.currentLocation());
            } catch (JsonProcessingException e) {
                throw malformed(e.getLocation(), ReaderWords.ofJson(e.getOriginalMessage()));
            }
        }
    }

    private static Unreadable limited(StreamConstraintsException e, JsonLocation place) {
        Problem limit = LIMITS.entrySet().stream()
                .filter(known -> e.getOriginalMessage().startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(limit(ParserPolicy.PARTS, ParserPolicy.MAX_PARTS));
        return at(limit.code(), place, limit.values().get("detail"));
    }

    private static Problem limit(String code, int most) {
        return Problem.at(code, 1, 1, String.valueOf(most));
    }

    private static void requireEnd(JsonParser parser) throws IOException, Unreadable {
        if (parser.nextToken() != null) {
            throw malformed(parser.currentTokenLocation(), "lesing:etter-slutten");
        }
    }

    private JsonNode value(JsonParser parser, String pointer, Shape shape, Reading reading)
            throws IOException, Unreadable {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer, shape, reading);
            case START_ARRAY -> array(parser, pointer, shape, reading);
            case VALUE_STRING -> NODES.textNode(shape != null && shape.kind() == Shape.Kind.CONTENT
                    ? content(parser, pointer, reading) : text(parser, pointer));
            case VALUE_NUMBER_INT -> integer(parser, shape);
            case VALUE_NUMBER_FLOAT -> isInteger(shape) ? NODES.textNode(parser.getText()) : fraction(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw malformed(parser.currentTokenLocation(), "lesing:uventet");
        };
    }

    /** An exponent may have more digits than a number can hold, or ask for more than anybody has memory for. */
    private static JsonNode fraction(JsonParser parser) throws IOException, Unreadable {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (digits(number) <= ParserPolicy.MAX_NUMBER) {
                return NODES.numberNode(number);
            }
        } catch (NumberFormatException e) {
            // The same answer.
        }
        throw at(ParserPolicy.NUMBER, parser.currentTokenLocation(), String.valueOf(ParserPolicy.MAX_NUMBER));
    }

    /** Before or after the point, written out. */
    private static long digits(BigDecimal number) {
        return Math.max(Math.abs((long) number.scale()), (long) number.precision() - number.scale());
    }

    private ObjectNode object(JsonParser parser, String pointer, Shape shape, Reading reading)
            throws IOException, Unreadable {
        ObjectNode object = NODES.objectNode();
        while (next(parser) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String child = Pointer.child(pointer, name);
            at(parser, child, reading);
            JsonLocation start = parser.currentTokenLocation();
            ParserPolicy.requireCharacters(name, pointer, line(start), column(start));
            if (object.has(name)) {
                JsonLocation place = parser.currentTokenLocation();
                throw new Unreadable(
                        new Problem("MOT-009", child, line(place), column(place), Map.of("detail", name)));
            }
            next(parser);
            object.set(name, value(parser, child, shape == null ? null : shape.property(name), reading));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer, Shape shape, Reading reading)
            throws IOException, Unreadable {
        ArrayNode array = NODES.arrayNode();
        while (next(parser) != JsonToken.END_ARRAY) {
            String child = Pointer.child(pointer, array.size());
            at(parser, child, reading);
            array.add(value(parser, child, shape == null ? null : shape.items(), reading));
        }
        return array;
    }

    private static void at(JsonParser parser, String pointer, Reading reading) throws Unreadable {
        JsonLocation place = parser.currentTokenLocation();
        reading.part(pointer, line(place), column(place), place.getCharOffset());
    }

    private static JsonToken next(JsonParser parser) throws IOException, Unreadable {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw malformed(parser.currentLocation(), "lesing:for-kort");
        }
        return token;
    }

    private static JsonNode integer(JsonParser parser, Shape shape) throws IOException {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return NODES.numberNode(parser.getLongValue());
        }
        return isInteger(shape) ? NODES.textNode(parser.getText()) : NODES.numberNode(parser.getBigIntegerValue());
    }

    /** There {@code 12.0}, {@code 12e0} and what is no long are as little a whole number as they are in XML. */
    private static boolean isInteger(Shape shape) {
        return shape != null && shape.kind() == Shape.Kind.INTEGER;
    }

    private static String content(JsonParser parser, String pointer, Reading reading) throws IOException, Unreadable {
        ContentWriter content = reading.contents().open();
        parser.getText(content);
        return reading.contents().end(pointer, content);
    }

    private String text(JsonParser parser, String pointer) throws IOException, Unreadable {
        JsonLocation place = parser.currentTokenLocation();
        if (parser.getTextLength() > ParserPolicy.MAX_TEXT) {
            throw at(ParserPolicy.TEXT, place, String.valueOf(ParserPolicy.MAX_TEXT));
        }
        String text = parser.getText();
        ParserPolicy.requireCharacters(text, pointer, line(place), column(place));
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
