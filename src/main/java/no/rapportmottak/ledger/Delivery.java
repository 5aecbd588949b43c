package no.rapportmottak.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;

/**
 * One item of the outbox.
 *
 * @param id          minted with the decision and never changed: the {@code meldingId} of a message
 * @param destination the queue, which receipt, the id of a webhook or a partner, or the sender that gets a mail
 * @param attempts    that have failed so far
 */
public record Delivery(String id, Reference reference, Kind kind, String destination, int attempts)
        implements Referenced {

    /** Which relay an item is for. */
    public enum Kind {
        KVITTERING,
        ARKIV,
        KOE,
        WEBHOOK,
        EPOST,
        PARTNER
    }

    /** The receipt that the bytes are safe. */
    public static final String RECEPTION = "mottak";
    /** The receipt of the decision. */
    public static final String RESULT = "resultat";
    private static final Pattern ANOTHER_RESULT = Pattern.compile(RESULT + "-([0-9]+)");

    /** The receipt of a decision after a number of releases from quarantine: each gets one of its own. */
    static String result(int releases) {
        return releases == 0 ? RESULT : RESULT + "-" + (releases + 1);
    }

    /** Which result a receipt is of: 1 for the first, more after releases from quarantine; 0 when it is of none. */
    public static int resultNumber(String receipt) {
        if (RESULT.equals(receipt)) {
            return 1;
        }
        Matcher another = ANOTHER_RESULT.matcher(receipt == null ? "" : receipt);
        return another.matches() ? Integer.parseInt(another.group(1)) : 0;
    }

    /** The archive, of which there is one. */
    public static final String ARCHIVE = "arkiv";
}
