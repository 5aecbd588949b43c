package no.rapportmottak.ledger;

/** Who should have got a delivery will never take it as it is: the item is a dead letter at once. */
public class RecipientRefused extends RuntimeException {

    public RecipientRefused(String message) {
        super(message);
    }
}
