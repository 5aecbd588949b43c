package no.rapportmottak.submission;

import java.time.Instant;

/**
 * The end of one submission: what was handed in, what the check said and what the ledger made of it.
 *
 * @param handled    when it was decided, UTC
 * @param original   of a duplicate: the first one; else null
 * @param version    of an accepted report: 1 for the first with its business key, 2 for its replacement; else 0
 * @param replacedBy the reference of the version that has replaced this one, or null
 */
public record Decision(
        Submission submission, Verdict verdict, Instant handled, Earlier original, int version, Reference replacedBy) {

    public Outcome outcome() {
        return verdict.outcome();
    }
}
