package no.rapportmottak.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** Says who is told of a decision; asked inside the transaction that decides. A trial is told to nobody. */
@FunctionalInterface
public interface Destinations {

    /** The queues that an accepted report goes to. */
    List<String> queues(Verdict verdict);

    /** The ids of the webhooks that are told. */
    default List<String> webhooks(Verdict verdict) {
        return List.of();
    }

    /** The partner on whose server the submission's receipts are wanted too. */
    default Optional<String> partner(Submission submission) {
        return Optional.empty();
    }

    /** The mail to the sender, if it gets one. */
    default Optional<Mail> mail(Submission submission, Verdict verdict, Instant decided) {
        return Optional.empty();
    }

    /**
     * @param due      when it is to leave
     * @param together names the mail: items of one name leave in one mail
     */
    record Mail(Instant due, String together) {}

    /** The queue that is told of each package in the archive. */
    String ARCHIVED = "arkiv.innsending";
}
