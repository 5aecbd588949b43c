package no.rapportmottak.validation;

import static no.rapportmottak.validation.Expressions.LIST;
import static no.rapportmottak.validation.Expressions.MAP;
import static no.rapportmottak.validation.Expressions.bind;
import static no.rapportmottak.validation.Expressions.declare;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions in CEL over lists of a document; {@code schemas/README.md} lists them for rule writers. */
final class ListFunctions {

    private ListFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                declare("gather", LIST, LIST, SimpleType.STRING),
                declare("column", LIST, LIST, SimpleType.STRING),
                declare("where", LIST, LIST, MAP),
                declare("parts", LIST, MAP, SimpleType.STRING),
                declare("repeated", LIST, LIST, SimpleType.STRING),
                declare("grouped", LIST, LIST, LIST));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                bind("gather", List.of(List.class, String.class), a -> gather((List<?>) a[0], (String) a[1])),
                bind("column", List.of(List.class, String.class), a -> column((List<?>) a[0], (String) a[1])),
                bind("where", List.of(List.class, Map.class), a -> where((List<?>) a[0], (Map<?, ?>) a[1])),
                bind("parts", List.of(Map.class, String.class), a -> parts(a[0], (String) a[1])),
                bind("repeated", List.of(List.class, String.class), a -> repeated((List<?>) a[0], (String) a[1])),
                bind("grouped", List.of(List.class, List.class), a -> grouped((List<?>) a[0], (List<?>) a[1])));
    }

    /** The lists that the elements have in a field, as one list. */
    static List<Object> gather(List<?> list, String field) {
        List<Object> all = new ArrayList<>();
        for (Object element : list) {
            if (((Map<?, ?>) element).get(field) instanceof List<?> items) {
                all.addAll(items);
            }
        }
        return all;
    }

    /** What the elements have in a field; an element without it counts for nothing. */
    static List<Object> column(List<?> list, String field) {
        List<Object> values = new ArrayList<>();
        for (Object element : list) {
            Object value = ((Map<?, ?>) element).get(field);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The elements that have all those values in those fields. */
    static List<Object> where(List<?> list, Map<?, ?> values) {
        List<Object> found = new ArrayList<>();
        for (Object element : list) {
            if (((Map<?, ?>) element).entrySet().containsAll(values.entrySet())) {
                found.add(element);
            }
        }
        return found;
    }

    /** The elements of a list of the document as {@code each} finds them, with their pointers. */
    static List<Object> parts(Object document, String list) {
        List<Object> parts = new ArrayList<>();
        for (Part part : Part.of(document, List.of(list))) {
            List<Object> chain = part.chain();
            parts.add(Map.of("pointer", part.pointer(), "value", part.value(), "within", chain.subList(0, chain.size() - 1)));
        }
        return parts;
    }

    /** The values that more than one element has in a field, each once. */
    static List<Object> repeated(List<?> list, String field) {
        Set<Object> seen = new HashSet<>();
        Set<Object> repeated = new LinkedHashSet<>();
        for (Object value : column(list, field)) {
            if (!seen.add(value)) {
                repeated.add(value);
            }
        }
        return List.copyOf(repeated);
    }

    /**
     * The elements in groups that have the same in some fields: of each group these fields and {@code elements}, in the
     * order in which the groups begin.
     */
    static List<Map<String, Object>> grouped(List<?> list, List<?> fields) {
        Map<List<Object>, List<Object>> groups = new LinkedHashMap<>();
        for (Object element : list) {
            List<Object> key = new ArrayList<>();
            fields.forEach(field -> key.add(((Map<?, ?>) element).get(field)));
            groups.computeIfAbsent(key, first -> new ArrayList<>()).add(element);
        }
        return groups.values().stream().map(elements -> group(elements, fields)).toList();
    }

    private static Map<String, Object> group(List<Object> elements, List<?> fields) {
        Map<String, Object> group = new HashMap<>();
        for (Object field : fields) {
            Object value = ((Map<?, ?>) elements.get(0)).get(field);
            if (value != null) {
                group.put((String) field, value);
            }
        }
        group.put("elements", elements);
        return group;
    }
}
