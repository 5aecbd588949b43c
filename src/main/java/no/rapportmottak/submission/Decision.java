package no.rapportmottak.submission;

import java.time.Instant;

/**
 * The end of one submission: what was handed in, what the check said and what the ledger made of it.
 *
 * @param handled    when it was decided, UTC
 * @param original   of a duplicate: the first one; else null
 * @param version    of an accepted report: 1 for the first with its business key, 2 for what comes after, be it a
 *                   replacement or a withdrawal; else 0
 * @param replacedBy the reference of what has replaced or withdrawn this one, or null
 * @param before     what was said of the version that this one replaced or withdrew, or null
 */
public record Decision(
        Submission submission, Verdict verdict, Instant handled, Earlier original, int version, Reference replacedBy,
        Verdict before) {

    /** Whether it has taken the place of an earlier version. */
    public boolean isCorrection() {
        return before != null && !verdict.isWithdrawal();
    }

    public Outcome outcome() {
        return verdict.outcome();
    }
}
