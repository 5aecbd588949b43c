package no.rapportmottak.submission;

import java.time.LocalDate;

/**
 * Whether a report came in time.
 *
 * @param date the last day that was in time, or null in what was decided before the ledger kept it
 */
public record Deadline(LocalDate date, boolean kept) {}
