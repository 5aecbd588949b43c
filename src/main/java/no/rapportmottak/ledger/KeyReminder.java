package no.rapportmottak.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * That a key of a sender ends.
 *
 * @param fingerprint as {@code ssh-keygen -l} prints it
 * @param ends        the first instant at which the key lets in no more
 */
public record KeyReminder(String sender, String fingerprint, Instant ends, int days) implements Reminder {

    public KeyReminder {
        ends = ends.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<String> subjects() {
        return List.of(fingerprint);
    }
}
