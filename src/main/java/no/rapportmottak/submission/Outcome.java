package no.rapportmottak.submission;

/** Where a submission stands; the constants are the wire codes of the receipts. */
public enum Outcome {
    /** Safe, not yet decided. */
    MOTTATT,
    GODKJENT,
    GODKJENT_MED_MERKNADER,
    AVVIST,
    /** The same bytes from the same sender are already in work, accepted or superseded. */
    DUPLIKAT,
    /** The hub could not finish; an operator ends it in one of the others. */
    KARANTENE;

    public boolean accepted() {
        return this == GODKJENT || this == GODKJENT_MED_MERKNADER;
    }
}
