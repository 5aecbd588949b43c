package no.rapportmottak.ledger;

import java.util.Optional;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Verdict;

/**
 * Judges whether an accepted report may become the valid version of its business key. Asked inside the
 * transaction that decides, while nobody else can change that key's version.
 */
@FunctionalInterface
public interface VersionRule {

    /** The verdict as it stands, or with what was found, and then no longer accepted. */
    Verdict judge(Examined examined, Standing standing);

    /**
     * @param current the version that is valid now
     * @param named   what the document says it replaces, as the ledger knows it
     */
    record Standing(Optional<Earlier> current, Optional<Named> named) {}

    /**
     * @param sameReport whether it has the business key of the report that names it
     * @param replacedBy the version that has taken its place, or null
     */
    record Named(Reference reference, boolean sameReport, Reference replacedBy) {}
}
