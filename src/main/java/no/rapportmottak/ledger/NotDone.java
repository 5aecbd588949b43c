package no.rapportmottak.ledger;

/** What an operator asked for is not done, and nothing is changed. */
public final class NotDone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The console has words for each. */
    public enum Why {
        /** There is no reason, or it is longer than 1000 characters. */
        REASON,
        /** There is no such submission, or it is not in quarantine. */
        NOT_IN_QUARANTINE,
        /** Its sender has not yet been told that it is in quarantine. */
        RECEIPT_ON_ITS_WAY,
        /** There is no such sender. */
        UNKNOWN_SENDER,
        /** Somebody has to confirm it who has signed in. */
        CONFIRMED_ON_CONSOLE_ONLY
    }

    private final Why why;

    public NotDone(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
