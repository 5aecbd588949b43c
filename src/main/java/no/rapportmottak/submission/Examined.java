package no.rapportmottak.submission;

/** A submission with what the check says of it, on its way to the decision. */
public record Examined(Submission submission, Verdict verdict) implements Referenced {

    @Override
    public Reference reference() {
        return submission.reference();
    }
}
