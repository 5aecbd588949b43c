package no.rapportmottak.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.rapportmottak.report.Pointer;

/**
 * What a rule looks at: the document as a whole, an element of one of its lists, or an element of a list from
 * elsewhere.
 *
 * @param pointer to the element of the document
 * @param value   at the pointer
 * @param index   in its list
 * @param chain   the list elements that lead to it, outermost first, itself last
 */
record Part(String pointer, Object value, long index, List<Object> chain) {

    /** The elements of the lists that the pointers name, or, without pointers, the document. */
    static List<Part> of(Object document, List<String> lists) {
        Part whole = new Part("", document, 0, List.of());
        return lists.isEmpty() ? List.of(whole) : lists.stream().flatMap(whole::elements).toList();
    }

    private Stream<Part> elements(String list) {
        List<Part> parts = List.of(this);
        for (String step : (list + "/*").substring(1).split("/")) {
            parts = parts.stream().flatMap(part -> part.step(step)).toList();
        }
        return parts.stream();
    }

    private Stream<Part> step(String step) {
        if (step.equals("*")) {
            List<?> items = value instanceof List<?> list ? list : List.of();
            return IntStream.range(0, items.size())
                    .mapToObj(i -> new Part(Pointer.child(pointer, i), items.get(i), i, chainTo(items.get(i))));
        }
        Object field = value instanceof Map<?, ?> fields ? fields.get(step) : null;
        return field == null ? Stream.empty() : Stream.of(new Part(Pointer.child(pointer, step), field, index, chain));
    }

    /** The elements of a list from elsewhere, as seen from here. */
    List<Part> over(List<?> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Part(pointer, items.get(i), i, chainTo(items.get(i))))
                .toList();
    }

    private List<Object> chainTo(Object item) {
        List<Object> longer = new ArrayList<>(chain);
        longer.add(item);
        return longer;
    }

    /** For an expression: {@code it}, {@code i} its index, and {@code within} the elements around it. */
    Map<String, Object> variables(Map<String, Object> others) {
        if (chain.isEmpty()) {
            return others;
        }
        Map<String, Object> variables = new HashMap<>(others);
        variables.put("it", chain.get(chain.size() - 1));
        variables.put("i", index);
        variables.put("within", chain.subList(0, chain.size() - 1));
        return variables;
    }
}
