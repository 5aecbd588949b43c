package no.rapportmottak.submission;

/**
 * What a document plans or reports on a chapter and post.
 *
 * @param chapter without leading zeros
 * @param post    two digits
 * @param amount  whole kroner
 */
public record PostAmount(String chapter, String post, long amount) {}
