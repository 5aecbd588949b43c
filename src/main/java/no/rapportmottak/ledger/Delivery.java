package no.rapportmottak.ledger;

import no.rapportmottak.submission.Reference;

/**
 * One item of the outbox.
 *
 * @param id          minted with the decision and never changed: the {@code meldingId} of a message
 * @param destination the queue, which receipt, the id of a webhook or the sender that gets a mail
 * @param attempts    that have failed so far
 */
public record Delivery(String id, Reference reference, Kind kind, String destination, int attempts) {

    /** Which relay an item is for. */
    public enum Kind {
        KVITTERING,
        ARKIV,
        KOE,
        WEBHOOK,
        EPOST
    }

    /** The receipt that the bytes are safe. */
    public static final String RECEPTION = "mottak";
    /** The receipt of the decision. */
    public static final String RESULT = "resultat";
    /** The archive, of which there is one. */
    public static final String ARCHIVE = "arkiv";
}
