package no.rapportmottak.ledger;

import java.io.IOException;
import java.time.Instant;

/** Who should have got a delivery is away, or asks us to come later: the item waits. */
public class RecipientUnavailable extends IOException {

    private final transient Instant notBefore;

    /** @param notBefore when the recipient wants the next attempt, or null when it did not say */
    public RecipientUnavailable(String message, Instant notBefore) {
        super(message);
        this.notBefore = notBefore;
    }

    public Instant notBefore() {
        return notBefore;
    }
}
