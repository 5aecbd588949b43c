package no.rapportmottak.validation;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.rapportmottak.submission.Severity;

/**
 * One entry of a {@code rules.yaml}: either an expression, or words for what Java enforces.
 *
 * @param code     stable, such as {@code TSR-014}
 * @param years    budget years it holds for; null means all
 * @param needs    surroundings without which it cannot be checked: {@code sender}, {@code received}, {@code ledger}
 * @param each     pointers to lists whose elements are checked one by one; {@code *} stands for every element of
 *                 a list on the way; empty means the document as a whole
 * @param over     CEL: a list from elsewhere, such as the catalogue, whose elements are checked one by one, for
 *                 each element of {@code each} where there is one; or the name of one of the file's lists; or null
 * @param when     CEL: whether the rule concerns the document; null means always
 * @param valid    CEL: true when there is nothing to find; null where another says what is found
 * @param found    CEL: the pointers to all that is wrong, each a finding whose values see it as {@code it}; or null
 * @param deadline CEL: the day, as an ISO date, that a rule about a deadline judges by and the receipt tells; or null
 * @param path     pointer that the finding points at; without a slash first it goes on from the element of
 *                 {@code each}
 * @param at       CEL: the same where it differs between the elements of {@code over}, or null
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
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> each,
        String over,
        String when,
        String valid,
        String found,
        String deadline,
        String path,
        String at,
        Map<String, String> values,
        Map<String, String> text,
        Map<String, String> advice,
        String source,
        String enforced) {

    private static final Pattern PERSONAL = Pattern.compile("\\bpersonal\\(");

    public record Years(Integer from, Integer to) {

        boolean include(int year) {
            return (from == null || year >= from) && (to == null || year <= to);
        }
    }

    /** Whether it looks for national identity numbers. */
    boolean isPersonal() {
        return found != null && PERSONAL.matcher(found).find();
    }

    public Rule {
        each = each == null ? List.of() : List.copyOf(each);
        needs = needs == null ? List.of() : List.copyOf(needs);
        values = values == null ? Map.of() : Map.copyOf(values);
        text = text == null ? Map.of() : Map.copyOf(text);
        advice = advice == null ? Map.of() : Map.copyOf(advice);
    }

    /** Whether it is checked once for each of several things. */
    boolean repeats() {
        return over != null || !each.isEmpty();
    }
}
