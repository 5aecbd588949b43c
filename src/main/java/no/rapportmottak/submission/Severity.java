package no.rapportmottak.submission;

/** How grave a finding is, in rising order. The gravest of a document decides its outcome. */
public enum Severity {
    INFO,
    ADVARSEL,
    FEIL,
    /** Checking could not go on. */
    FATAL;

    /** What a document ends as when this is the gravest finding in it. */
    public Outcome outcome() {
        return switch (this) {
            case INFO -> Outcome.GODKJENT;
            case ADVARSEL -> Outcome.GODKJENT_MED_MERKNADER;
            case FEIL, FATAL -> Outcome.AVVIST;
        };
    }
}
