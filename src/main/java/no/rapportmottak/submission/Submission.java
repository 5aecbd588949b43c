package no.rapportmottak.submission;

import java.time.Instant;
import java.util.Objects;

/**
 * One file that a sender handed in and the ledger knows.
 *
 * <p>A document that is only examined, off-line, is no submission of anybody's: it has no reference,
 * no sender and perhaps no instant of reception. {@link #offline} makes such a one.
 *
 * @param received       UTC
 * @param declaredSha256 what the sender said the checksum is, as written, or null
 */
public record Submission(
        Reference reference,
        String sender,
        Channel channel,
        String fileName,
        Instant received,
        Original original,
        String declaredSha256) implements Referenced {

    public Submission {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(original, "original");
    }

    /** A document that nobody has handed in; {@code received} may be null: deadlines are then not checked. */
    public static Submission offline(String fileName, Instant received, Original original) {
        return new Submission(null, null, null, fileName, received, original, null);
    }
}
