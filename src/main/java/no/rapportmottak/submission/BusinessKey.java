package no.rapportmottak.submission;

import java.util.List;

/**
 * Finds versions: what makes two reports the same report (type, organisation, scheme or chapter,
 * budget year, period, the sender's own reference), joined by a bar.
 */
public record BusinessKey(String value) {

    public static BusinessKey of(String type, List<String> parts) {
        return new BusinessKey(type + "|" + String.join("|", parts));
    }

    @Override
    public String toString() {
        return value;
    }
}
