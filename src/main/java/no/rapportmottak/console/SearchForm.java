package no.rapportmottak.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.Criteria;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.springframework.web.util.UriUtils;

/**
 * What a person or a program asks for, as it was typed; blank is anything.
 *
 * @param q      a reference, a SHA-256, an organisation number, or a file name or its beginning
 * @param sender its id, or a part of its name
 * @param from   a day or a time in Norway, or an instant
 * @param until  the same, not included; a day is included whole
 * @param before the last reference of the page before
 */
public record SearchForm(
        String q, String sender, String type, String chapter, String post, String scheme, String year, String outcome,
        String code, String from, String until, String before) {

    /** A field cannot be understood. */
    static final class Misread extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String field;

        Misread(String field) {
            super(field);
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    public SearchForm {
        q = clean(q);
        sender = clean(sender);
        type = clean(type);
        chapter = clean(chapter);
        post = clean(post);
        scheme = clean(scheme);
        year = clean(year);
        outcome = clean(outcome);
        code = clean(code);
        from = clean(from);
        until = clean(until);
        before = clean(before);
    }

    private static String clean(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The same as a query, without the page. */
    String query() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("q", q);
        fields.put("sender", sender);
        fields.put("type", type);
        fields.put("chapter", chapter);
        fields.put("post", post);
        fields.put("scheme", scheme);
        fields.put("year", year);
        fields.put("outcome", outcome);
        fields.put("code", code);
        fields.put("from", from);
        fields.put("until", until);
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> field.getKey() + "=" + UriUtils.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** @throws Misread with the name of the field */
    Criteria criteria(Senders senders) {
        boolean reference = Reference.isReference(lower(q));
        boolean hash = q != null && lower(q).matches("[0-9a-f]{64}");
        boolean organisation = q != null && q.replace(" ", "").matches("[0-9]{9}");
        boolean name = q != null && !reference && !hash && !organisation;
        return new Criteria(
                reference ? lower(q) : null, hash ? lower(q) : null, name ? fileName() : null,
                organisation ? q.replace(" ", "") : null, ids(senders), type, chapter, post, scheme, number(), known(),
                code == null ? null : code.toUpperCase(Locale.ROOT), time("from", from, 0), time("until", until, 1));
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private String fileName() {
        return q.indexOf('*') < 0 ? q + "*" : q;
    }

    private List<String> ids(Senders senders) {
        if (sender == null) {
            return null;
        }
        if (senders.find(sender).isPresent()) {
            return List.of(sender);
        }
        List<String> named = senders.all().stream()
                .filter(known -> lower(known.name()).contains(lower(sender)) || known.organisationNumber().equals(sender))
                .map(Sender::id)
                .toList();
        return named.isEmpty() ? List.of(sender) : named;
    }

    private Integer number() {
        if (year != null && !year.matches("[0-9]{4}")) {
            throw new Misread("year");
        }
        return year == null ? null : Integer.valueOf(year);
    }

    private Outcome known() {
        try {
            return outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Misread("outcome");
        }
    }

    private static Instant time(String field, String text, int daysLater) {
        try {
            if (text == null || text.endsWith("Z")) {
                return text == null ? null : Instant.parse(text);
            }
            return text.contains("T")
                    ? LocalDateTime.parse(text).atZone(Show.OSLO).toInstant()
                    : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(Show.OSLO).toInstant();
        } catch (DateTimeParseException e) {
            throw new Misread(field);
        }
    }
}
