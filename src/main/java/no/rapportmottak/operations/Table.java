package no.rapportmottak.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Flat JSON objects as a table. */
final class Table {

    private Table() {}

    /** With a line of headings; what is not known is empty, and several values stand with semicolons. */
    static String csv(List<String> columns, ArrayNode objects) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        columns.forEach(schema::addColumn);
        List<Map<String, String>> rows = new ArrayList<>();
        objects.forEach(object -> rows.add(row(columns, object)));
        try {
            return rows.isEmpty() ? String.join(",", columns) + "\n" : new CsvMapper().writer(schema.build()).writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> row(List<String> columns, JsonNode object) {
        Map<String, String> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column, text(object.path(column))));
        return row;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining("; "));
        }
        return value.isNull() ? "" : value.asText();
    }
}
