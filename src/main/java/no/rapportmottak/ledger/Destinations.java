package no.rapportmottak.ledger;

import java.util.List;
import no.rapportmottak.submission.Verdict;

/** Says which queues an accepted report goes to. */
@FunctionalInterface
public interface Destinations {

    List<String> queues(Verdict verdict);

    /** The queue that is told of each package in the archive. */
    String ARCHIVED = "arkiv.innsending";
}
