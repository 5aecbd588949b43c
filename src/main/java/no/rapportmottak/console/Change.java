package no.rapportmottak.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One value that differs between two versions of a report.
 *
 * @param path   JSON Pointer into the canonical form
 * @param before null where there was none
 * @param after  null where there is none
 */
public record Change(String path, String before, String after) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What differs, in the order of the paths. */
    static List<Change> between(String before, String after) {
        Map<String, String> old = values(before);
        Map<String, String> now = values(after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                changes.add(new Change(path, old.get(path), now.get(path)));
            }
        }
        return changes;
    }

    private static Map<String, String> values(String canonical) {
        Map<String, String> values = new TreeMap<>();
        if (canonical != null) {
            collect(read(canonical), "", values);
        }
        return values;
    }

    private static void collect(JsonNode node, String path, Map<String, String> values) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(field.getValue(), path + "/" + field.getKey(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, values);
            }
        } else {
            values.put(path, node.asText());
        }
    }

    /** A canonical form as people read it; null of null. */
    static String pretty(String canonical) {
        return canonical == null ? null : read(canonical).toPrettyString();
    }

    private static JsonNode read(String canonical) {
        try {
            return JSON.readTree(canonical);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds something else than was written", e);
        }
    }
}
