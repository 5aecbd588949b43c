package no.rapportmottak.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.submission.Reference;

/**
 * One report that one organisation owes on one year.
 *
 * @param name      of the organisation, or empty where nobody told it
 * @param scheme    that the report is about, or empty
 * @param concerns  what else it has to be about, {@code kapittel=765}, or empty
 * @param deadline  the last day in time, or null where there is none
 * @param asPrinted how the source writes the day, or empty
 * @param why       there is no day, or another one than the source has; or empty
 * @param source    where the day stands, or empty
 * @param reference of the valid version, or null
 * @param received  the first version, UTC: a correction makes no report late; or null
 */
public record Duty(
        String type,
        int year,
        String organisation,
        String name,
        String scheme,
        String concerns,
        List<String> receivers,
        LocalDate deadline,
        String asPrinted,
        String why,
        String source,
        State state,
        Reference reference,
        Instant received) {

    /** Where a duty stands, by the calendar as it is now. */
    public enum State {
        /** A report was accepted that came in time, or there is no day to be late for. */
        DELIVERED,
        /** A report was accepted that came after the day. */
        LATE,
        /** The day is over, and no report is accepted. */
        MISSING,
        /** No report is accepted, and the day is still to come, or there is none. */
        NOT_YET_DUE
    }

    /** Tells it from every other duty, whatever becomes of it. */
    public String key() {
        return Stream.of(type, String.valueOf(year), organisation, scheme, concerns).collect(Collectors.joining("|"));
    }

    public boolean isOpen() {
        return reference == null;
    }
}
