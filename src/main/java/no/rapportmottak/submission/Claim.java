package no.rapportmottak.submission;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A complete file that was taken from a sender by one atomic rename and has its
 * reference, but is not yet in the ledger.
 *
 * @param fileName       the name the sender gave it; never part of a path that we build
 * @param received       the instant of the rename
 * @param file           where it lies now, {@code incoming/<reference>/<name>}
 * @param declaredSha256 what the sender's {@code .sha256} file said, as written there, or null without one
 */
public record Claim(
        Reference reference,
        String sender,
        Channel channel,
        String fileName,
        Instant received,
        Path file,
        String declaredSha256) implements Referenced {

    public Claim {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(received, "received");
        Objects.requireNonNull(file, "file");
    }
}
