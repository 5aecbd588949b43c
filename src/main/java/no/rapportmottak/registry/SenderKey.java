package no.rapportmottak.registry;

import java.time.Instant;

/**
 * A key that a sender signs in with.
 *
 * @param line      as in OpenSSH's authorized_keys
 * @param label     for people; null when only the line's own comment says it
 * @param notBefore the first instant at which it lets in, or null
 * @param notAfter  the first instant at which it lets in no more, or null
 */
public record SenderKey(String line, String label, Instant notBefore, Instant notAfter) {

    /** One that holds for good. */
    public static SenderKey of(String line) {
        return new SenderKey(line, null, null, null);
    }

    public boolean isValidAt(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore)) && (notAfter == null || now.isBefore(notAfter));
    }
}
