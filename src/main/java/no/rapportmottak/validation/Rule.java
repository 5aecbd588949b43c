package no.rapportmottak.validation;

import java.util.List;
import java.util.Map;
import no.rapportmottak.submission.Severity;

/**
 * One entry of a {@code rules.yaml}: either an expression, or words for what Java enforces.
 *
 * @param code     stable, such as {@code TSR-014}
 * @param years    budget years it holds for; null means all
 * @param needs    surroundings without which it cannot be checked: {@code sender}, {@code received}
 * @param each     pointer to a list whose elements are checked one by one, or null; {@code /*} goes through a list
 *                 on the way: {@code /maal/*}{@code /indikatorer}
 * @param when     CEL: whether the rule concerns the document; null means always
 * @param valid    CEL: true when there is nothing to find; null where another says what is found
 * @param found    CEL: the pointers to all that is wrong, each a finding whose values see it as {@code it}; or null
 * @param path     pointer that the finding points at; relative to the element where there is an {@code each}
 * @param values   CEL by the names that the texts have in braces
 * @param text     by language
 * @param advice   by language
 * @param source   law, letter or our own choice
 * @param enforced what in Java enforces it, or null
 */
public record Rule(
        String code,
        Severity severity,
        Years years,
        List<String> needs,
        String each,
        String when,
        String valid,
        String found,
        String path,
        Map<String, String> values,
        Map<String, String> text,
        Map<String, String> advice,
        String source,
        String enforced) {

    public record Years(Integer from, Integer to) {

        boolean include(int year) {
            return (from == null || year >= from) && (to == null || year <= to);
        }
    }

    public Rule {
        needs = needs == null ? List.of() : List.copyOf(needs);
        values = values == null ? Map.of() : Map.copyOf(values);
        text = text == null ? Map.of() : Map.copyOf(text);
        advice = advice == null ? Map.of() : Map.copyOf(advice);
    }
}
