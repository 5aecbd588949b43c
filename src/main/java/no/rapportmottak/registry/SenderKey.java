package no.rapportmottak.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A key that a sender signs in with.
 *
 * @param line      as in OpenSSH's authorized_keys
 * @param label     for people; null when only the line's own comment says it
 * @param notBefore the first instant at which it lets in, or null
 * @param notAfter  the first instant at which it lets in no more, or null
 */
public record SenderKey(String line, String label, Instant notBefore, Instant notAfter) {

    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");

    /** One that holds for good. */
    public static SenderKey of(String line) {
        return new SenderKey(line, null, null, null);
    }

    /**
     * The first instant of a day in Norway, or an instant as it stands.
     *
     * @throws java.time.DateTimeException when it is neither
     */
    static Instant from(String dayOrInstant) {
        return instant(dayOrInstant, 0);
    }

    /** As {@link #from}; a day is meant whole. */
    static Instant until(String dayOrInstant) {
        return instant(dayOrInstant, 1);
    }

    private static Instant instant(String text, int daysLater) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(NORWAY).toInstant();
    }

    boolean outlasts(Instant end) {
        return notAfter == null || notAfter.isAfter(end);
    }

    public boolean isValidAt(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore)) && (notAfter == null || now.isBefore(notAfter));
    }
}
