package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a type's JSON Schema finds in a tree, as problems with our own codes, in the order of the schema. */
final class JsonFindings {

    /** Keywords whose own words say nothing to a sender. */
    private static final Set<String> SAID_BY_SCHEMA = Set.of("type", "pattern", "format");

    /** Of what the validator finds; each costs it time and memory, and nobody reads so many. */
    private static final int MOST = 5_000;
    /** Of each list and of each group's unknown fields, where there is more to find than that. */
    private static final int SHOWN = 3;

    private JsonFindings() {}

    /** Everything that is wrong; of a tree that is wrong nearly everywhere, examples, and last that there is more. */
    static List<Problem> of(ReportType type, ObjectNode tree, Positions positions) {
        try {
            return problems(type, validate(type, tree, MOST), positions);
        } catch (TooMany wrongNearlyEverywhere) {
            Set<ValidationMessage> found = new LinkedHashSet<>(validate(type, beginnings(tree, type.shape()), MOST));
            found.addAll(first(type, tree));
            List<Problem> problems = problems(type, found, positions);
            problems.add(new Problem(ParserPolicy.MORE, "", null, null, Map.of(
                    "antall", "grense:flere:" + (MOST - problems.size()), "koder", "SKJ")));
            return problems;
        }
    }

    private static List<Problem> problems(ReportType type, Set<ValidationMessage> messages, Positions positions) {
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ValidationMessage message : messages) {
            Problem problem = problem(type, message, positions);
            if (seen.add(problem.code() + problem.path())) {
                problems.add(problem);
            }
        }
        problems.sort(bySchemaOrder(type.shape()));
        return problems;
    }

    /** The validator found more than it was allowed to. */
    private static final class TooMany extends RuntimeException {

        TooMany() {
            super("", null, false, false);
        }
    }

    /** @throws TooMany when there is more to find */
    private static Set<ValidationMessage> validate(ReportType type, JsonNode tree, int most) {
        return type.jsonSchema().validate(new Counting(type.jsonSchema().createExecutionContext(), most), tree,
                OutputFormat.DEFAULT);
    }

    /** The validator asks it once for each message that it makes: the only place where it can be stopped. */
    private static final class Counting extends ExecutionContext {

        private int left;

        Counting(ExecutionContext other, int most) {
            super(other.getExecutionConfig(), other.getCollectorContext());
            this.left = most;
        }

        @Override
        public boolean isFailFast() {
            if (--left < 0) {
                throw new TooMany();
            }
            return false;
        }
    }

    private static Set<ValidationMessage> first(ReportType type, ObjectNode tree) {
        return type.jsonSchema().validate(tree, OutputFormat.DEFAULT, context -> context.setFailFast(true));
    }

    /** The tree with only the first elements of each list, and the first unknown fields of each group. */
    private static JsonNode beginnings(JsonNode node, Shape shape) {
        if (node instanceof ArrayNode array) {
            ArrayNode some = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < Math.min(SHOWN, array.size()); i++) {
                some.add(beginnings(array.get(i), shape == null ? null : shape.items()));
            }
            return some;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        int unknown = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Shape known = shape == null ? null : shape.property(field.getKey());
            if (known != null || unknown++ < SHOWN) {
                some.set(field.getKey(), beginnings(field.getValue(), known));
            }
        }
        return some;
    }

    /** So that the first finding of a document is the same in both formats, however its parts are ordered. */
    static Comparator<Problem> bySchemaOrder(Shape shape) {
        return (a, b) -> {
            int order = compare(shape.order(a.path()), shape.order(b.path()));
            return order != 0 ? order : (a.path() + a.code()).compareTo(b.path() + b.code());
        };
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int step = Integer.compare(a.get(i), b.get(i));
            if (step != 0) {
                return step;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static Problem problem(ReportType type, ValidationMessage message, Positions positions) {
        String keyword = message.getType();
        String at = message.getInstanceLocation().toString();
        String path = message.getProperty() == null ? at : Pointer.child(at, message.getProperty());
        Positions.Place place = positions.of(path);
        return new Problem(code(keyword), path, place == null ? null : place.line(),
                place == null ? null : place.column(), values(type, keyword, message));
    }

    private static String code(String keyword) {
        return switch (keyword) {
            case "required" -> "SKJ-001";
            case "additionalProperties", "unevaluatedProperties" -> "SKJ-002";
            case "type" -> "SKJ-003";
            case "pattern", "format" -> "SKJ-004";
            case "enum", "const" -> "SKJ-005";
            case "minLength", "maxLength" -> "SKJ-006";
            case "minimum", "maximum" -> "SKJ-007";
            case "minItems", "maxItems" -> "SKJ-008";
            default -> "SKJ-010";
        };
    }

    private static Map<String, String> values(ReportType type, String keyword, ValidationMessage message) {
        Map<String, String> values = new HashMap<>();
        if (message.getProperty() != null) {
            values.put("navn", message.getProperty());
        }
        values.put("detail", "skjema:annet");
        values.put("forventet", expected(keyword, message.getSchemaNode()));
        if (SAID_BY_SCHEMA.contains(keyword)) {
            String location = message.getSchemaLocation().toString();
            String part = location.substring(0, location.lastIndexOf('/'));
            type.expected().getOrDefault(part, Map.of())
                    .forEach((language, words) -> values.put("forventet." + language, words));
        }
        return values;
    }

    /** What was wanted: a kind ({@code slag:}) or a bound ({@code grense:}) that has words, or signs that all read. */
    private static String expected(String keyword, JsonNode wanted) {
        return switch (keyword) {
            case "minLength", "minimum", "minItems", "maxLength", "maximum", "maxItems" ->
                    "grense:" + keyword + ":" + wanted.asText();
            case "enum" -> StreamSupport.stream(wanted.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            case "type" -> "slag:" + wanted.asText();
            case "format" -> "slag:" + wanted.asText();
            default -> wanted.asText();
        };
    }
}
