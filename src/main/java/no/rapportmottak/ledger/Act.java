package no.rapportmottak.ledger;

/**
 * Who does something to the hub, and why; nothing is changed by a person without it.
 *
 * @param who    the name that the person signed in with
 * @param reason in the person's own words
 */
public record Act(String who, String reason) {

    private static final int LONGEST = 1000;

    /** @throws NotDone without a reason, or with one too long to be kept */
    public Act {
        reason = reason == null ? "" : reason.replaceAll("\\p{Cc}", " ").strip();
        if (reason.isEmpty() || reason.length() > LONGEST) {
            throw new NotDone(NotDone.Why.REASON);
        }
    }
}
