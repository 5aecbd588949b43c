package no.rapportmottak.ledger;

import java.time.Instant;
import no.rapportmottak.submission.Outcome;

/**
 * What a mail says of one submission; nothing in it is personal.
 *
 * @param findings how many
 */
public record Notice(Delivery delivery, Outcome outcome, Instant received, int findings) {}
