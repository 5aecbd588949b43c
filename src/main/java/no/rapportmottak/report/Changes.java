package no.rapportmottak.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between two canonical forms, field by field. Lists are held against each other from both ends, so
 * that an element put in or taken out in the middle is one change and not a change of all that follow.
 */
public final class Changes {

    /** More would help nobody to see what was corrected. */
    public static final int MOST = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the document itself: these say nothing of what is reported. */
    private static final Set<String> OF_THE_DOCUMENT = Set.of("erstatter");

    /**
     * @param path   JSON Pointer into the later form; of something taken out, into the earlier one
     * @param before as canonical JSON writes it, text without quotes; null when it was not there
     * @param after  likewise
     */
    public record Change(String path, String before, String after) {}

    private final List<Change> found = new ArrayList<>();

    private Changes() {}

    /** The changes in the order of the forms, the first {@link #MOST} of them. */
    public static List<Change> between(String before, String after) {
        Changes changes = new Changes();
        try {
            changes.compare("", JSON.readTree(before), JSON.readTree(after));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a canonical form is JSON", e);
        }
        return changes.found.stream().limit(MOST).toList();
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            compareFields(path, before, after);
        } else if (before.isArray() && after.isArray()) {
            compareElements(path, before, after);
        } else {
            found.add(new Change(path, written(before), written(after)));
        }
    }

    private void compareFields(String path, JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!path.isEmpty() || !OF_THE_DOCUMENT.contains(name)) {
                compare(Pointer.child(path, name), before.path(name), after.path(name));
            }
        }
    }

    private void compareElements(String path, JsonNode before, JsonNode after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        for (int i = start; i < Math.max(before.size(), after.size()) - end; i++) {
            compare(Pointer.child(path, i), element(before, i, end), element(after, i, end));
        }
    }

    private static JsonNode element(JsonNode list, int index, int equalAtTheEnd) {
        return list.path(index < list.size() - equalAtTheEnd ? index : list.size());
    }

    private static String written(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
