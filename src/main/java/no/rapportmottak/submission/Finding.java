package no.rapportmottak.submission;

import java.util.Objects;

/**
 * One thing that was found in a document, said in the sender's language.
 *
 * @param code    stable, such as {@code TSR-014}
 * @param path    JSON Pointer (RFC 6901) into the canonical form; empty for the whole document, null where
 *                there is no document to point into
 * @param line    of the file as sent, from 1, or null
 * @param column  in characters, from 1, or null
 * @param message what is wrong
 * @param advice  what to do about it
 */
public record Finding(
        String code, Severity severity, String path, Integer line, Integer column, String message, String advice) {

    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }
}
