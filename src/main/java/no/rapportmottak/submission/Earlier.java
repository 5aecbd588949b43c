package no.rapportmottak.submission;

import java.time.Instant;

/** The earlier submission that a duplicate repeats, or the accepted version that a report meets. */
public record Earlier(Reference reference, String sha256, Instant received, Outcome outcome, int version) {}
