package no.rapportmottak.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an assignment (oppdrag): TB of a letter of allotment, TTB of a supplement to it. The two are different
 * series, and a number stands in both.
 *
 * @param series TB or TTB
 * @param year   of the letter
 */
public record AssignmentId(String series, int year, int number) {

    /** As letters spell it: {@code TB2023-53}, {@code TTB 2022-26}, {@code TTB2021- 21}, {@code ID: TB2023-01}. */
    private static final Pattern SPELLING = Pattern.compile("(?:ID: )?(T?TB) ?(20[0-9]{2}) ?- ?([0-9]{1,3})");

    /** Empty where the text is no such id, also where the series is left out. */
    public static Optional<AssignmentId> read(String text) {
        Matcher id = SPELLING.matcher(text);
        return id.matches()
                ? Optional.of(new AssignmentId(id.group(1), Integer.parseInt(id.group(2)), Integer.parseInt(id.group(3))))
                : Optional.empty();
    }

    /** The one spelling of our own: {@code TB2023-05}. */
    @Override
    public String toString() {
        return "%s%d-%02d".formatted(series, year, number);
    }
}
