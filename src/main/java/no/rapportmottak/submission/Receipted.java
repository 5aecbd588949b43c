package no.rapportmottak.submission;

import java.util.List;

/** A decided submission with every receipt that it has, oldest first: what the archive keeps. */
public record Receipted(Decision decision, List<ReceiptFile> receipts) {}
