package no.rapportmottak.submission;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one submission from the moment it is claimed: a UUIDv7 (RFC 9562) in lower case, so that
 * references sort by the time they were minted.
 */
public record Reference(String value) implements Comparable<Reference> {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public Reference {
        if (!isReference(value)) {
            throw new IllegalArgumentException("not a reference (UUIDv7 in lower case): " + value);
        }
    }

    public static boolean isReference(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    /** A new reference that carries the given instant to the millisecond. */
    public static Reference mint(Instant now) {
        long high = now.toEpochMilli() << 16 | 0x7000L | RANDOM.nextInt(0x1000);
        long low = RANDOM.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new Reference(new UUID(high, low).toString());
    }

    /** Not before this text sorts every reference that was minted at an instant or later; null of null. */
    public static String from(Instant instant) {
        return instant == null ? null : new UUID(instant.toEpochMilli() << 16, 0).toString();
    }

    /** When it was minted, to the millisecond. */
    public Instant mintedAt() {
        return Instant.ofEpochMilli(UUID.fromString(value).getMostSignificantBits() >>> 16);
    }

    /**
     * W3C Trace Context: one trace for each submission, whose id is the reference, and one span for each step of it.
     *
     * @param step the id of the step, a UUID
     */
    public String traceparent(String step) {
        return "00-" + value.replace("-", "") + "-" + step.replace("-", "").substring(16) + "-01";
    }

    @Override
    public int compareTo(Reference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
