package no.rapportmottak.submission;

/** Finds duplicates: the same bytes from the same sender. An index, not a unique key. */
public record ContentKey(String sender, String sha256) {}
