package no.rapportmottak.operations;

import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.ledger.Reminder;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Referenced;
import no.rapportmottak.validation.Quarantine;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a step ends that has no result: somebody else is away and it is tried again, or it is our fault and the
 * work is parked with an alarm. Nothing is lost either way: a claim stays in {@code incoming/}, a submission in
 * the ledger, a delivery in the outbox; a reminder that was not sent is found again.
 */
public class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Ledger ledger;
    private final Outbox outbox;
    private final Quarantine quarantine;
    private final Receivers receivers;

    Failures(Ledger ledger, Outbox outbox, Quarantine quarantine, Receivers receivers) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.quarantine = quarantine;
        this.receivers = receivers;
    }

    /** Leaves the work where the next sweep finds it. */
    public void tryAgain(Object work, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (parcel(work) instanceof Parcel parcel) {
            receivers.away(parcel.delivery(), cause);
            outbox.tryAgain(parcel, cause);
        } else {
            LOG.warn("{} waits: {}", name(work), cause.toString());
            letGo(work);
        }
    }

    /** Sets the work aside for an operator. */
    public void park(Object work, Throwable cause) {
        if (parcel(work) instanceof Parcel parcel) {
            outbox.park(parcel, cause);
            return;
        }
        if (work instanceof Reminder && cause instanceof RecipientRefused) {
            LOG.warn("{} is refused: {}", name(work), cause.getMessage());
            return;
        }
        LOG.error("{} is parked", name(work), cause);
        try {
            if (work instanceof Referenced referenced && !(work instanceof Claim)) {
                ledger.find(referenced.reference()).ifPresent(known -> ledger.isolate(quarantine.isolate(known), cause));
            }
        } finally {
            letGo(work);
        }
    }

    /** What happened, without what Camel says around it. */
    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapped = thrown instanceof CamelExchangeException || thrown instanceof GenericFileOperationFailedException;
        return wrapped && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }

    /** A delivery that could not even be loaded fails as the parcel that it would have become. */
    private static Object parcel(Object work) {
        return work instanceof Delivery delivery ? new Parcel(delivery, null, null) : work;
    }

    private void letGo(Object work) {
        if (work instanceof Referenced referenced) {
            ledger.letGo(referenced.reference());
        }
    }

    private static String name(Object work) {
        if (work instanceof Reminder reminder) {
            return "the reminder of " + reminder.sender();
        }
        return work instanceof Referenced referenced ? referenced.reference().value() : "a step between two pieces of work";
    }
}
