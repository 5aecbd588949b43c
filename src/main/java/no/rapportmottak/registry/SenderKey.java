package no.rapportmottak.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that a sender signs in with.
 *
 * @param line      as in OpenSSH's authorized_keys
 * @param label     for people; null when only the line's own comment says it
 * @param notBefore the first instant at which it lets in, or null
 * @param notAfter  the first instant at which it lets in no more, or null
 */
public record SenderKey(String line, String label, Instant notBefore, Instant notAfter) {

    private static final Pattern BLOB = Pattern.compile("(?:^|\\s)(AAAA[A-Za-z0-9+/]+={0,2})(?:\\s|$)");
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

    /** As {@code ssh-keygen -l} prints it; empty when the line holds no key. */
    public String fingerprint() {
        Matcher blob = BLOB.matcher(line);
        try {
            return blob.find() ? "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(blob.group(1)))) : "";
        } catch (IllegalArgumentException noBase64) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean outlasts(Instant end) {
        return notAfter == null || notAfter.isAfter(end);
    }

    public boolean isValidAt(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore)) && (notAfter == null || now.isBefore(notAfter));
    }
}
