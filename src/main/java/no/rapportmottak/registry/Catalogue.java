package no.rapportmottak.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /**
     * Somebody who was awarded a grant, and so owes a report on it.
     *
     * @param name    or empty
     * @param awarded or null where it is not known
     */
    public record Recipient(String scheme, String organisation, String name, Long awarded) {}

    private record Year(
            Map<String, Appropriation> appropriations, Map<String, Scheme> schemes, Calendar calendar,
            List<Recipient> recipients, Map<String, Earmark> earmarks, List<Transfer> transfers,
            Map<String, Plan> plans, Map<AssignmentId, Assignment> assignments) {}

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
        for (Row row : Row.ofAny(file)) {
            row.once(thresholds.put(row.text("year") + "/" + row.text("scheme"), row.amount("threshold")) == null);
        }
        return thresholds;
    }

    private static Map<String, Long> limits(Path file) {
        Map<String, Long> limits = new HashMap<>();
        for (Row row : Row.ofAny(file)) {
            Long value = row.amount("value");
            row.require(value != null, "value", "expected a whole number");
            row.once(limits.put(row.text("name") + "/" + row.text("year"), value) == null);
        }
        return limits;
    }

    private static Year year(Path folder) {
        Map<String, Appropriation> appropriations = new HashMap<>();
        for (Row row : Row.of(folder.resolve("appropriations.csv"))) {
            Appropriation post = new Appropriation(
                    row.text("chapter"), row.text("post"), row.text("name"), row.amount("appropriation"),
                    row.amount("allotment"), Boolean.parseBoolean(row.text("transferable")), row.amount("ceiling"),
                    isChapterOfIncome(row.text("chapter")) || Boolean.parseBoolean(row.optional("income")));
            row.once(appropriations.put(post.chapter() + "/" + post.post(), post) == null);
        }
        Map<String, Scheme> schemes = schemes(folder.resolve("schemes.csv"));
        return new Year(Map.copyOf(appropriations), schemes, Calendar.read(folder.resolve("deadlines.csv")),
                recipients(folder.resolve("recipients.csv"), schemes),
                earmarks(folder.resolve("earmarks.csv")), transfers(folder.resolve("transfers.csv")),
                plans(folder.resolve("plans.csv")), assignments(folder));
    }

    private static Map<AssignmentId, Assignment> assignments(Path folder) {
        List<Row> dueDates = Row.ofAny(folder.resolve("assignment-deadlines.csv"));
        Map<AssignmentId, List<DueDate>> deadlines = dueDates.stream().collect(Collectors.groupingBy(
                row -> row.assignment("assignment"),
                Collectors.mapping(row -> new DueDate(row.text("part"), row.date("deadline")), Collectors.toUnmodifiableList())));
        Map<AssignmentId, Assignment> assignments = new HashMap<>();
        for (Row row : Row.ofAny(folder.resolve("assignments.csv"))) {
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
        for (Row row : Row.of(file)) {
            Scheme scheme = new Scheme(
                    row.text("id"), row.text("chapter"), row.text("post"), row.text("name"), row.text("administrator"));
            row.once(schemes.put(scheme.id(), scheme) == null);
        }
        return Collections.unmodifiableMap(schemes);
    }

    private static List<Recipient> recipients(Path file, Map<String, Scheme> schemes) {
        Set<String> seen = new HashSet<>();
        return Row.ofAny(file).stream()
                .map(row -> {
                    Recipient recipient = new Recipient(row.text("scheme"), row.organisation("organisation"),
                            row.optional("name"), row.amount("awarded"));
                    row.require(schemes.containsKey(recipient.scheme()), "scheme", "expected an id of schemes.csv, not "
                            + recipient.scheme());
                    row.once(seen.add(recipient.scheme() + " " + recipient.organisation()));
                    return recipient;
                })
                .toList();
    }

    /** In the order of the file, which is that of the letter. */
    private static Map<String, Earmark> earmarks(Path file) {
        Map<String, Earmark> earmarks = new LinkedHashMap<>();
        List<Row> rows = Row.ofAny(file);
        for (Row row : rows) {
            Earmark earmark = new Earmark(
                    row.text("id"), row.textLike("chapter", Row.CHAPTER + "|", "a chapter or nothing"),
                    row.textLike("post", Row.POST + "|", "a post of two digits or nothing"), row.text("parent"),
                    row.text("name"), row.oneOf("kind", Kind.values()), row.amount("amount"), row.text("recipient"),
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
        return Row.ofAny(file).stream()
                .map(row -> new Transfer(row.chapter("from_chapter"), row.post("from_post"), row.chapter("to_chapter"),
                        row.post("to_post")))
                .toList();
    }

    private static Map<String, Plan> plans(Path file) {
        Map<String, Plan> plans = new HashMap<>();
        for (Row row : Row.ofAny(file)) {
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
        return deadline(reportType, year, Map.of());
    }

    /** The same for a report with these facts, with what its organisation or its scheme was given beyond the others. */
    public Optional<String> deadline(String reportType, int year, Map<String, String> facts) {
        return calendar(year).deadline(reportType, facts).map(LocalDate::toString);
    }

    /** Who owes which report when; of a year that is not known, nobody. */
    public Calendar calendar(int year) {
        return years.containsKey(year) ? years.get(year).calendar() : Calendar.EMPTY;
    }

    /** The years that there is a catalogue for, in order. */
    public SortedSet<Integer> years() {
        return new TreeSet<>(years.keySet());
    }

    /** Who was awarded grants that year, as far as the catalogue knows. */
    public List<Recipient> recipients(int year) {
        return known(year, Year::recipients);
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
        return chapter.matches(Row.CHAPTER) && Integer.parseInt(chapter) >= FIRST_CHAPTER_OF_INCOME;
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
}
