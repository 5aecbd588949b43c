package no.rapportmottak.registry;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known of each budget year: {@code config/catalogue/<year>/}. Amounts are whole kroner; an amount that
 * is not known is null, which is not zero.
 */
public final class Catalogue {

    /**
     * @param appropriation by the Storting, or null
     * @param allotment     by the letters of allotment with their supplements, or null
     * @param ceiling       only where both agree and nothing makes them doubtful, or null
     * @param income        whether its amounts are income and not spending
     */
    public record Appropriation(
            String chapter, String post, String name, Long appropriation, Long allotment, boolean transferable,
            Long ceiling, boolean income) {}

    public record Scheme(String id, String chapter, String post, String name, String administrator) {}

    /** @param organisation and scheme: empty means all */
    private record Deadline(String reportType, String organisation, String scheme, String date) {

        boolean concerns(String type, String who, String what) {
            return reportType.equals(type) && (organisation.isEmpty() || organisation.equals(who))
                    && (scheme.isEmpty() || scheme.equals(what));
        }
    }

    /** How the letter of allotment ties a measure. */
    public enum Kind {
        /** Exactly the amount. */
        EKSAKT,
        /** At least the amount. */
        MINST,
        /** At most the amount. */
        INNTIL,
        /** The amount, to the recipient that the letter names. */
        OEREMERKET,
        /** The amount, this year only. */
        ENGANG,
        /** Held back by the ministry: no part of the allotment. */
        TILBAKEHOLDT,
        /** New this year. */
        NY,
        /** A change of budget or a piece of information, never a sum to add up. */
        FOERING
    }

    /**
     * A measure that the letter of allotment ties to a post.
     *
     * @param chapter and post are empty where the letter names none
     * @param parent  the earmark it is a part of, or empty
     * @param amount  or null where the letter names none
     */
    public record Earmark(
            String id, String chapter, String post, String parent, String name, Kind kind, Long amount,
            String recipient, String reference) {}

    /** A direction in which money of one post may be used under another. */
    public record Transfer(String fromChapter, String fromPost, String toChapter, String toPost) {}

    /**
     * A chapter that needs a disposition plan.
     *
     * @param receiver code of the department that gets it, or empty where the letter does not say
     */
    public record Plan(String chapter, String receiver, String deadline) {}

    /** @param part of the assignment that is due, or empty */
    public record DueDate(String part, String date) {}

    /**
     * An assignment (oppdrag) of the letter of allotment or of a supplement.
     *
     * @param departments codes of those that own it in the ministry; none where the letter does not say
     * @param replaces    the id of the assignment that it takes the place of, or empty
     * @param deadlines   its own; none means that it is due within the year
     */
    public record Assignment(
            AssignmentId id, String name, List<String> departments, String replaces, List<DueDate> deadlines) {}

    private record Year(
            Map<String, Appropriation> appropriations, Map<String, Scheme> schemes, List<Deadline> deadlines,
            Map<String, Earmark> earmarks, List<Transfer> transfers, Map<String, Plan> plans,
            Map<AssignmentId, Assignment> assignments) {}

    private static final CsvMapper CSV = new CsvMapper();
    private static final String CHAPTER = "[1-9][0-9]{1,3}";
    private static final String POST = "[0-9]{2}";

    /** From here on the chapters of the state budget are for income. */
    private static final int FIRST_CHAPTER_OF_INCOME = 3000;

    private final Map<Integer, Year> years;
    private final Map<String, Long> auditorThresholds;
    private final Map<String, Long> limits;

    private Catalogue(Map<Integer, Year> years, Map<String, Long> auditorThresholds, Map<String, Long> limits) {
        this.years = Map.copyOf(years);
        this.auditorThresholds = Map.copyOf(auditorThresholds);
        this.limits = Map.copyOf(limits);
    }

    /** @throws ConfigurationMistake with the file, the line and what was expected */
    public static Catalogue read(Path folder) {
        Map<Integer, Year> years = new HashMap<>();
        for (Path year : Home.children(folder)) {
            String name = year.getFileName().toString().replace("/", "");
            if (Files.isDirectory(year) && name.matches("[0-9]{4}")) {
                years.put(Integer.valueOf(name), year(year));
            }
        }
        return new Catalogue(years, auditorThresholds(folder.resolve("auditor.csv")), limits(folder.resolve("limits.csv")));
    }

    private static Map<String, Long> auditorThresholds(Path file) {
        Map<String, Long> thresholds = new HashMap<>();
        for (Row row : Files.exists(file) ? rows(file) : List.<Row>of()) {
            row.once(thresholds.put(row.text("year") + "/" + row.text("scheme"), row.amount("threshold")) == null);
        }
        return thresholds;
    }

    private static Map<String, Long> limits(Path file) {
        Map<String, Long> limits = new HashMap<>();
        for (Row row : rowsIfAny(file)) {
            Long value = row.amount("value");
            row.require(value != null, "value", "expected a whole number");
            row.once(limits.put(row.text("name") + "/" + row.text("year"), value) == null);
        }
        return limits;
    }

    private static Year year(Path folder) {
        Map<String, Appropriation> appropriations = new HashMap<>();
        for (Row row : rows(folder.resolve("appropriations.csv"))) {
            Appropriation post = new Appropriation(
                    row.text("chapter"), row.text("post"), row.text("name"), row.amount("appropriation"),
                    row.amount("allotment"), Boolean.parseBoolean(row.text("transferable")), row.amount("ceiling"),
                    isChapterOfIncome(row.text("chapter")) || Boolean.parseBoolean(row.optional("income")));
            row.once(appropriations.put(post.chapter() + "/" + post.post(), post) == null);
        }
        List<Deadline> deadlines = new ArrayList<>();
        for (Row row : rows(folder.resolve("deadlines.csv"))) {
            deadlines.add(new Deadline(
                    row.text("report_type"), row.optional("organisation"), row.optional("scheme"), row.date("deadline")));
        }
        return new Year(Map.copyOf(appropriations), schemes(folder.resolve("schemes.csv")), List.copyOf(deadlines),
                earmarks(folder.resolve("earmarks.csv")), transfers(folder.resolve("transfers.csv")),
                plans(folder.resolve("plans.csv")), assignments(folder));
    }

    private static Map<AssignmentId, Assignment> assignments(Path folder) {
        List<Row> dueDates = rowsIfAny(folder.resolve("assignment-deadlines.csv"));
        Map<AssignmentId, List<DueDate>> deadlines = dueDates.stream().collect(Collectors.groupingBy(
                row -> row.assignment("assignment"),
                Collectors.mapping(row -> new DueDate(row.text("part"), row.date("deadline")), Collectors.toUnmodifiableList())));
        Map<AssignmentId, Assignment> assignments = new HashMap<>();
        for (Row row : rowsIfAny(folder.resolve("assignments.csv"))) {
            AssignmentId id = row.assignment("id");
            String departments = row.textLike("departments", "([A-Z]{2,5}( [A-Z]{2,5})*)?", "abbreviations or nothing");
            row.once(assignments.put(id, new Assignment(
                    id, row.text("name"), departments.isEmpty() ? List.of() : List.of(departments.split(" ")),
                    row.text("replaces"), deadlines.getOrDefault(id, List.of()))) == null);
        }
        dueDates.forEach(row -> row.require(
                assignments.containsKey(row.assignment("assignment")), "assignment", "expected an id of assignments.csv"));
        return Map.copyOf(assignments);
    }

    /** In the order of the file. */
    private static Map<String, Scheme> schemes(Path file) {
        Map<String, Scheme> schemes = new LinkedHashMap<>();
        for (Row row : rows(file)) {
            Scheme scheme = new Scheme(
                    row.text("id"), row.text("chapter"), row.text("post"), row.text("name"), row.text("administrator"));
            row.once(schemes.put(scheme.id(), scheme) == null);
        }
        return Collections.unmodifiableMap(schemes);
    }

    /** In the order of the file, which is that of the letter. */
    private static Map<String, Earmark> earmarks(Path file) {
        Map<String, Earmark> earmarks = new LinkedHashMap<>();
        List<Row> rows = rowsIfAny(file);
        for (Row row : rows) {
            Earmark earmark = new Earmark(
                    row.text("id"), row.textLike("chapter", CHAPTER + "|", "a chapter or nothing"),
                    row.textLike("post", POST + "|", "a post of two digits or nothing"), row.text("parent"),
                    row.text("name"), row.kind("kind"), row.amount("amount"), row.text("recipient"),
                    row.text("reference"));
            row.once(earmarks.put(earmark.id(), earmark) == null);
        }
        for (Row row : rows) {
            String parent = row.text("parent");
            row.require(parent.isEmpty() || earmarks.containsKey(parent), "parent", "expected an id of this file, not " + parent);
        }
        return Collections.unmodifiableMap(earmarks);
    }

    private static List<Transfer> transfers(Path file) {
        return rowsIfAny(file).stream()
                .map(row -> new Transfer(row.chapter("from_chapter"), row.post("from_post"), row.chapter("to_chapter"),
                        row.post("to_post")))
                .toList();
    }

    private static Map<String, Plan> plans(Path file) {
        Map<String, Plan> plans = new HashMap<>();
        for (Row row : rowsIfAny(file)) {
            Plan plan = new Plan(row.chapter("chapter"), row.text("receiver"), row.date("deadline"));
            row.once(plans.put(plan.chapter(), plan) == null);
        }
        return Map.copyOf(plans);
    }

    public boolean has(int year) {
        return years.containsKey(year);
    }

    public Optional<Appropriation> appropriation(int year, String chapter, String post) {
        return Optional.ofNullable(years.get(year)).map(known -> known.appropriations().get(chapter + "/" + post));
    }

    public Optional<Scheme> scheme(int year, String id) {
        return Optional.ofNullable(years.get(year)).map(known -> known.schemes().get(id));
    }

    /** All schemes of the year, in the order of the file. */
    public List<Scheme> schemes(int year) {
        return known(year, known -> List.copyOf(known.schemes().values()));
    }

    /** The last day on which a report for that year is in time for everybody, as an ISO date. */
    public Optional<String> deadline(String reportType, int year) {
        return deadline(reportType, year, "", "");
    }

    /** The same with what that organisation, or all who report for that scheme, were given more time. */
    public Optional<String> deadline(String reportType, int year, String organisation, String scheme) {
        return Optional.ofNullable(years.get(year)).stream()
                .flatMap(known -> known.deadlines().stream())
                .filter(deadline -> deadline.concerns(reportType, organisation, scheme))
                .map(Deadline::date)
                .max(Comparator.naturalOrder());
    }

    /** From which award on a report needs an auditor: of the scheme that year, of the scheme, of the year, or of all. */
    public Optional<Long> auditorThreshold(int year, String scheme) {
        return Stream.of(year + "/" + scheme, "/" + scheme, year + "/", "/")
                .map(auditorThresholds::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A limit of the rules, the year's own or that of all years. */
    public Optional<Long> limit(String name, int year) {
        return Stream.of(name + "/" + year, name + "/").map(limits::get).filter(Objects::nonNull).findFirst();
    }

    /** Whether amounts on a chapter and post are income; of a post that is not known its chapter tells. */
    public boolean isIncome(int year, String chapter, String post) {
        return appropriation(year, chapter, post).map(Appropriation::income).orElseGet(() -> isChapterOfIncome(chapter));
    }

    private static boolean isChapterOfIncome(String chapter) {
        return chapter.matches(CHAPTER) && Integer.parseInt(chapter) >= FIRST_CHAPTER_OF_INCOME;
    }

    /** All posts of a year, in order. */
    public List<Appropriation> posts(int year) {
        return known(year, known -> known.appropriations().values().stream()
                .sorted(Comparator.comparing((Appropriation post) -> Integer.valueOf(post.chapter()))
                        .thenComparing(Appropriation::post))
                .toList());
    }

    /** The posts of a chapter, in order. */
    public List<Appropriation> posts(int year, String chapter) {
        return known(year, known -> known.appropriations().values().stream()
                .filter(post -> post.chapter().equals(chapter))
                .sorted(Comparator.comparing(Appropriation::post))
                .toList());
    }

    /** The earmarks of a chapter, in the order of the letter. */
    public List<Earmark> earmarks(int year, String chapter) {
        return known(year, known -> known.earmarks().values().stream()
                .filter(earmark -> earmark.chapter().equals(chapter))
                .toList());
    }

    public Optional<Earmark> earmark(int year, String id) {
        return Optional.ofNullable(years.get(year)).map(known -> known.earmarks().get(id));
    }

    /** Where the money of a post may be used. */
    public List<Transfer> transfers(int year, String chapter, String post) {
        return known(year, known -> known.transfers().stream()
                .filter(transfer -> transfer.fromChapter().equals(chapter) && transfer.fromPost().equals(post))
                .toList());
    }

    /** What is asked of a chapter; empty when it needs no plan. */
    public Optional<Plan> plan(int year, String chapter) {
        return Optional.ofNullable(years.get(year)).map(known -> known.plans().get(chapter));
    }

    /** Whether the assignments of a letter of allotment (TB) or of its supplements (TTB) are known for the year. */
    public boolean hasAssignments(int year, String series) {
        return Optional.ofNullable(years.get(year)).stream()
                .flatMap(known -> known.assignments().keySet().stream())
                .anyMatch(id -> id.series().equals(series));
    }

    public Optional<Assignment> assignment(AssignmentId id) {
        return Optional.ofNullable(years.get(id.year())).map(known -> known.assignments().get(id));
    }

    /** The assignment that takes the place of another. */
    public Optional<AssignmentId> replacementOf(AssignmentId id) {
        return years.values().stream()
                .flatMap(known -> known.assignments().values().stream())
                .filter(assignment -> assignment.replaces().equals(id.toString()))
                .map(Assignment::id)
                .findFirst();
    }

    private <T> List<T> known(int year, Function<Year, List<T>> list) {
        return Optional.ofNullable(years.get(year)).map(list).orElse(List.of());
    }

    /** Of a file that a year may lack. */
    private static List<Row> rowsIfAny(Path file) {
        return Files.exists(file) ? rows(file) : List.of();
    }

    private static List<Row> rows(Path file) {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> rows =
                CSV.readerForMapOf(String.class).with(header).readValues(Files.readString(file))) {
            return numbered(file, rows.readAll());
        } catch (IOException | RuntimeException e) {
            throw new ConfigurationMistake(file.toString(), "the file", "cannot be read as CSV (" + e.getMessage() + ")");
        }
    }

    private static List<Row> numbered(Path file, List<Map<String, String>> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Row(file, i + 2, values.get(i)))
                .toList();
    }

    private record Row(Path file, int line, Map<String, String> values) {

        String text(String column) {
            String value = values.get(column);
            if (value == null) {
                throw mistake(column, "expected the column");
            }
            return value;
        }

        /** Empty also where the file has no such column. */
        String optional(String column) {
            return values.getOrDefault(column, "");
        }

        Long amount(String column) {
            String value = text(column);
            try {
                return value.isBlank() ? null : Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw mistake(column, "expected whole kroner or nothing, not " + value);
            }
        }

        String date(String column) {
            String value = text(column);
            if (!value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                throw mistake(column, "expected a date as 2024-04-01, not " + value);
            }
            return value;
        }

        String chapter(String column) {
            return textLike(column, CHAPTER, "a chapter without leading zeros");
        }

        String post(String column) {
            return textLike(column, POST, "a post of two digits");
        }

        AssignmentId assignment(String column) {
            String value = text(column);
            return AssignmentId.read(value)
                    .filter(id -> id.toString().equals(value))
                    .orElseThrow(() -> mistake(column, "expected an id as TB2023-05, not " + value));
        }

        String textLike(String column, String pattern, String expected) {
            String value = text(column);
            require(value.matches(pattern), column, "expected " + expected + ", not " + value);
            return value;
        }

        Kind kind(String column) {
            String value = text(column);
            return Stream.of(Kind.values()).filter(kind -> kind.name().equals(value)).findFirst()
                    .orElseThrow(() -> mistake(column, "expected one of " + List.of(Kind.values()) + ", not " + value));
        }

        void once(boolean first) {
            require(first, values.keySet().iterator().next(), "stands twice");
        }

        void require(boolean holds, String column, String expected) {
            if (!holds) {
                throw mistake(column, expected);
            }
        }

        private ConfigurationMistake mistake(String column, String expected) {
            return new ConfigurationMistake(file.toString(), "line " + line + ", column " + column, expected);
        }
    }
}
