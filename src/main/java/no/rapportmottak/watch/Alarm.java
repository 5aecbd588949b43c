package no.rapportmottak.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that is wrong and that people are told of.
 *
 * @param id    the cause: the name of the probe and, after a colon, of which of several
 * @param since when it was raised
 * @param text  one sentence, without personal data
 */
public record Alarm(String id, Instant since, String text) {

    /** The section of {@code src/docs/operations.md} that says what to do; all partners share one. */
    public String runbook() {
        return "alarm-" + id.replaceAll(":.*", "").replaceFirst("^partner-.*", "partner");
    }

    /** The same for each attempt to tell it, so that a second attempt is no second message. */
    String messageId(String state) {
        return UUID.nameUUIDFromBytes((id + " " + since + " " + state).getBytes(StandardCharsets.UTF_8)).toString();
    }
}
