package no.rapportmottak.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import no.rapportmottak.report.Problem;
import no.rapportmottak.submission.Finding;

/**
 * What was found in one document, in the order in which it was found. Of a document with very much wrong, at most
 * {@value #MOST} are told, and last how many more there are: of every code at least one, so that the outcome is that
 * of all, and of each code as many as there is room for.
 */
final class Findings {

    static final int MOST = 1_000;

    private static final String MORE = "MOT-026";

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(Problem problem) {
        if (!isFull(problem.code())) {
            problems.add(problem);
        }
        addAgain(problem.code());
    }

    boolean isFull(String code) {
        return counts.getOrDefault(code, 0) >= MOST;
    }

    void addAgain(String code) {
        counts.merge(code, 1, Integer::sum);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** @param words puts a problem into words */
    List<Finding> shown(Function<Problem, Finding> words) {
        int ofEach = ofEach();
        Map<String, Integer> told = new HashMap<>();
        List<Problem> shown = new ArrayList<>();
        for (Problem problem : problems) {
            if (told.merge(problem.code(), 1, Integer::sum) <= ofEach) {
                shown.add(problem);
            }
        }
        return Stream.concat(shown.stream(), more(ofEach)).map(words).toList();
    }

    /** How many of each code can be told so that all of them together are no more than allowed. */
    private int ofEach() {
        int most = MOST;
        while (most > 1 && sum(most) > MOST) {
            most--;
        }
        return most;
    }

    private int sum(int ofEach) {
        return counts.values().stream().mapToInt(count -> Math.min(count, ofEach)).sum();
    }

    private Stream<Problem> more(int ofEach) {
        int more = counts.values().stream().mapToInt(count -> Math.max(0, count - ofEach)).sum();
        if (more == 0) {
            return Stream.empty();
        }
        String codes = counts.entrySet().stream()
                .filter(code -> code.getValue() > ofEach)
                .map(code -> code.getKey() + ": " + (code.getValue() - ofEach))
                .collect(Collectors.joining(", "));
        return Stream.of(new Problem(
                MORE, "", null, null, Map.of("antall", String.valueOf(more), "koder", codes)));
    }
}
