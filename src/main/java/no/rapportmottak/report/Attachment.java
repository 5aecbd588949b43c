package no.rapportmottak.report;

/** The content of an attachment as it was measured while it was read. */
public record Attachment(String sha256, long size) {}
