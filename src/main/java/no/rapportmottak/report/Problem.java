package no.rapportmottak.report;

import java.util.Map;

/**
 * Something that reading or the schema found, not yet put into words.
 *
 * @param path   JSON Pointer into the canonical form, or null where there is none
 * @param values what the text of the code's rule names in braces
 */
public record Problem(String code, String path, Integer line, Integer column, Map<String, String> values) {

    static Problem at(String code, int line, int column, String detail) {
        return new Problem(code, null, line, column, Map.of("detail", detail));
    }
}
