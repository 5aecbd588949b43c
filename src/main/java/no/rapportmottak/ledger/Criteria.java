package no.rapportmottak.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import no.rapportmottak.submission.Outcome;

/**
 * What is known of the submissions that are looked for; null is anything.
 *
 * @param fileName in any case; a {@code *} stands for anything
 * @param senders  one of these; an empty list finds nothing
 * @param code     that was found in it
 * @param from     received then or later
 * @param until    received before
 */
public record Criteria(
        String reference,
        String sha256,
        String fileName,
        String organisation,
        List<String> senders,
        String reportType,
        String chapter,
        String post,
        String scheme,
        Integer year,
        Outcome outcome,
        String code,
        Instant from,
        Instant until) {

    private static final int SEARCH_NAME = 255;

    public static final Criteria ANY =
            new Criteria(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** A file name as it is searched. */
    static String searchName(String fileName) {
        return fileName.substring(0, Math.min(fileName.length(), SEARCH_NAME)).toLowerCase(Locale.ROOT);
    }
}
