package no.rapportmottak.ledger;

import java.util.List;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;
import no.rapportmottak.submission.Submission;

/**
 * One delivery on its way, with what the steps before have put to it: the body of the delivery routes.
 *
 * @param decision null as long as the submission is not decided
 * @param receipt  which of its receipts it brings; null when it brings none, or all
 * @param receipts printed for this delivery
 * @param packed   where the archive has put it, or null
 * @param notices  of a mail: everything that it tells of, this delivery first; else empty
 */
public record Parcel(
        Delivery delivery,
        Submission submission,
        Decision decision,
        String receipt,
        List<ReceiptFile> receipts,
        ArchivePackage packed,
        List<Notice> notices)
        implements Referenced {

    public Parcel(Delivery delivery, Submission submission, Decision decision) {
        this(delivery, submission, decision, delivery.kind() == Kind.KVITTERING ? delivery.destination() : null);
    }

    Parcel(Delivery delivery, Submission submission, Decision decision, String receipt) {
        this(delivery, submission, decision, receipt, List.of(), null, List.of());
    }

    public Parcel with(List<ReceiptFile> printed) {
        return new Parcel(delivery, submission, decision, receipt, printed, packed, notices);
    }

    public Parcel with(ArchivePackage archived) {
        return new Parcel(delivery, submission, decision, receipt, receipts, archived, notices);
    }

    Parcel gathering(List<Notice> together) {
        return new Parcel(delivery, submission, decision, receipt, receipts, packed, together);
    }

    /** The items that leave with it, itself among them, and end when it ends. */
    List<Delivery> deliveries() {
        return notices.isEmpty() ? List.of(delivery) : notices.stream().map(Notice::delivery).toList();
    }

    @Override
    public Reference reference() {
        return delivery.reference();
    }
}
