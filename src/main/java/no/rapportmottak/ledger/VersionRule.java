package no.rapportmottak.ledger;

import java.util.List;
import java.util.Optional;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Verdict;

/**
 * Judges whether an accepted report may become the valid version of its business key, or take that version back.
 * Asked inside the transaction that decides, while nobody else can change that key's version.
 */
@FunctionalInterface
public interface VersionRule {

    /** The verdict with what was found, and then perhaps no longer accepted. */
    Verdict judge(Examined examined, Standing standing);

    /**
     * @param current the version that is valid now
     * @param named   what the document says it replaces or withdraws, as the ledger knows it
     * @param plans   what the valid plans mean to use on the posts that the document reports
     */
    record Standing(Optional<Earlier> current, Optional<Named> named, List<Plan> plans) {}

    /**
     * An accepted report.
     *
     * @param organisation number of the one that it reports for, or null
     * @param sameReport   whether it has the business key of the report that names it
     * @param replacedBy   what has taken its place or withdrawn it, or null
     * @param withdrawn    whether that was a withdrawal
     */
    record Named(
            Reference reference, String organisation, boolean sameReport, Reference replacedBy, boolean withdrawn) {}

    /**
     * What an accepted plan means to use on a post.
     *
     * @param version of the plan
     * @param amount  whole kroner
     */
    record Plan(Reference reference, int version, String chapter, String post, long amount) {}
}
