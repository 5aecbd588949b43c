package no.rapportmottak.registry;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.submission.OrganisationNumber;

/**
 * Who owes which report on one budget year, and when: {@code deadlines.csv}. No date moves by itself; where a day
 * that is no working day is to move, its row says so.
 */
public final class Calendar {

    /** The calendar of a year that has none. */
    static final Calendar EMPTY = new Calendar(List.of());

    /** What becomes of a date that falls on a Saturday, a Sunday or a public holiday. */
    public enum Roll {
        /** It stands. */
        STAAR,
        /** The next working day counts. */
        NESTE_VIRKEDAG
    }

    /**
     * One row.
     *
     * @param id           by which another row may replace it, or empty
     * @param owedBy       who owes the report; nobody in a row that only says when, or gives some more time
     * @param organisation whom alone it concerns, or empty
     * @param scheme       whose reports alone it concerns, or empty
     * @param concern      what else a report has to be about, or null
     * @param receivers    who gets the report, by name
     * @param printed      the date of the row, or null where there is none
     * @param asPrinted    how the source writes the date, where that is not a day, month and year
     * @param why          there is no date, or it is another than the source has; or empty
     * @param source       where the row stands, or empty
     */
    public record Entry(
            String id,
            String reportType,
            List<Debtor> owedBy,
            String organisation,
            String scheme,
            Concern concern,
            List<String> receivers,
            LocalDate printed,
            String asPrinted,
            Roll roll,
            String replaces,
            String why,
            String source) {

        boolean fits(String type, Map<String, String> facts) {
            return reportType.equals(type)
                    && (organisation.isEmpty() || organisation.equals(facts.get(ORGANISATION)))
                    && (scheme.isEmpty() || scheme.equals(facts.get(SCHEME)))
                    && (concern == null || concern.value().equals(facts.get(concern.fact())));
        }

        /** The day that counts, or null. */
        public LocalDate date() {
            return printed == null || roll == Roll.STAAR ? printed : WorkingDays.from(printed);
        }
    }

    /**
     * Who owes a report: an organisation by number and name, everybody of a category that a sender reports for, or
     * everybody in {@code recipients.csv}.
     *
     * @param organisation null for many
     * @param name         or else the category, or {@link #RECIPIENTS}
     */
    public record Debtor(String organisation, String name) {

        private static Debtor of(Row row, String text) {
            int space = text.indexOf(' ');
            boolean one = space > 0 && OrganisationNumber.isValid(text.substring(0, space));
            row.require(one || text.equals(RECIPIENTS) || Senders.CATEGORIES.contains(text), "owed_by",
                    "expected an organisation number with a name, a category of senders or MOTTAKER, not " + text);
            return one ? new Debtor(text.substring(0, space), text.substring(space + 1)) : new Debtor(null, text);
        }
    }

    /** A fact of a report, by its name in {@code rules.yaml}, with the value that it has to have. */
    public record Concern(String fact, String value) {

        @Override
        public String toString() {
            return fact + "=" + value;
        }
    }

    /** The facts that every report has or lacks by the same name. */
    public static final String ORGANISATION = "organisasjonsnummer";
    public static final String SCHEME = "ordning";

    /** Stands for everybody in {@code recipients.csv}. */
    public static final String RECIPIENTS = "MOTTAKER";

    private final List<Entry> entries;

    private Calendar(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static Calendar read(Path file) {
        List<Row> rows = Row.of(file);
        Map<String, Entry> byId = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            Entry entry = entry(row);
            row.require(entry.id().isEmpty() || byId.put(entry.id(), entry) == null, "id", "stands twice");
            entries.add(entry);
        }
        for (int i = 0; i < rows.size(); i++) {
            String replaced = entries.get(i).replaces();
            rows.get(i).require(replaced.isEmpty() || byId.containsKey(replaced) && !replaced.equals(entries.get(i).id()),
                    "replaces", "expected the id of another row of this file, not " + replaced);
        }
        Set<String> replaced = entries.stream().map(Entry::replaces).collect(Collectors.toSet());
        return new Calendar(entries.stream()
                .filter(entry -> entry.id().isEmpty() || !replaced.contains(entry.id()))
                .toList());
    }

    private static Entry entry(Row row) {
        Entry entry = new Entry(
                row.optional("id"), row.text("report_type"),
                row.list("owed_by").stream().map(text -> Debtor.of(row, text)).toList(),
                row.optional("organisation"), row.optional("scheme"), concern(row), row.list("receivers"), date(row), row.optional("as_printed"),
                row.optional("rule").isEmpty() ? Roll.STAAR : row.oneOf("rule", Roll.values()), row.optional("replaces"),
                row.optional("why"), row.optional("source"));
        row.require(entry.printed() != null || !entry.why().isEmpty(), "why", "expected a reason, since there is no deadline");
        return entry;
    }

    private static LocalDate date(Row row) {
        if (row.text("deadline").isEmpty()) {
            return null;
        }
        String date = row.date("deadline");
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw row.mistake("deadline", "expected a day that there is, not " + date);
        }
    }

    private static Concern concern(Row row) {
        String text = row.optional("concerns");
        row.require(text.isEmpty() || text.matches("[A-Za-z]+=.+"), "concerns", "expected fact=value, not " + text);
        int equals = text.indexOf('=');
        return equals < 0 ? null : new Concern(text.substring(0, equals), text.substring(equals + 1));
    }

    /** The rows that hold: those that no other replaces, in the order of the file. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The last day on which a report is in time: the latest of the rows that fit, since a row may give some more time.
     * None where no row fits, or where one that fits has no date.
     */
    public Optional<LocalDate> deadline(String reportType, Map<String, String> facts) {
        return fitting(reportType, facts).anyMatch(entry -> entry.date() == null)
                ? Optional.empty()
                : fitting(reportType, facts).map(Entry::date).max(Comparator.naturalOrder());
    }

    /** Why a report has no deadline, or another one than is printed, in the words of the rows that fit. */
    public String why(String reportType, Map<String, String> facts) {
        return fitting(reportType, facts)
                .map(Entry::why)
                .filter(why -> !why.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Where the deadline of a report stands, in the words of the rows that have that day; empty where there is none. */
    public String source(String reportType, Map<String, String> facts) {
        LocalDate deadline = deadline(reportType, facts).orElse(null);
        return fitting(reportType, facts)
                .filter(entry -> deadline != null && deadline.equals(entry.date()) && !entry.source().isEmpty())
                .map(Entry::source)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private Stream<Entry> fitting(String reportType, Map<String, String> facts) {
        return entries.stream().filter(entry -> entry.fits(reportType, facts));
    }
}
