package no.rapportmottak.registry;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
     */
    public record Appropriation(
            String chapter, String post, String name, Long appropriation, Long allotment, boolean transferable,
            Long ceiling) {}

    public record Scheme(String id, String chapter, String post, String name, String administrator) {}

    /** @param organisation and scheme: empty means all */
    private record Deadline(String reportType, String organisation, String scheme, String date) {

        boolean concerns(String type, String who, String what) {
            return reportType.equals(type) && (organisation.isEmpty() || organisation.equals(who))
                    && (scheme.isEmpty() || scheme.equals(what));
        }
    }

    private record Year(
            Map<String, Appropriation> appropriations, Map<String, Scheme> schemes, List<Deadline> deadlines) {}

    private static final CsvMapper CSV = new CsvMapper();

    private final Map<Integer, Year> years;
    private final Map<String, Long> auditorThresholds;

    private Catalogue(Map<Integer, Year> years, Map<String, Long> auditorThresholds) {
        this.years = Map.copyOf(years);
        this.auditorThresholds = Map.copyOf(auditorThresholds);
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
        return new Catalogue(years, auditorThresholds(folder.resolve("auditor.csv")));
    }

    private static Map<String, Long> auditorThresholds(Path file) {
        Map<String, Long> thresholds = new HashMap<>();
        for (Row row : Files.exists(file) ? rows(file) : List.<Row>of()) {
            row.once(thresholds.put(row.text("year") + "/" + row.text("scheme"), row.amount("threshold")) == null);
        }
        return thresholds;
    }

    private static Year year(Path folder) {
        Map<String, Appropriation> appropriations = new HashMap<>();
        for (Row row : rows(folder.resolve("appropriations.csv"))) {
            Appropriation post = new Appropriation(
                    row.text("chapter"), row.text("post"), row.text("name"), row.amount("appropriation"),
                    row.amount("allotment"), Boolean.parseBoolean(row.text("transferable")), row.amount("ceiling"));
            row.once(appropriations.put(post.chapter() + "/" + post.post(), post) == null);
        }
        Map<String, Scheme> schemes = new HashMap<>();
        for (Row row : rows(folder.resolve("schemes.csv"))) {
            Scheme scheme = new Scheme(
                    row.text("id"), row.text("chapter"), row.text("post"), row.text("name"), row.text("administrator"));
            row.once(schemes.put(scheme.id(), scheme) == null);
        }
        List<Deadline> deadlines = new ArrayList<>();
        for (Row row : rows(folder.resolve("deadlines.csv"))) {
            deadlines.add(new Deadline(
                    row.text("report_type"), row.optional("organisation"), row.optional("scheme"), row.date("deadline")));
        }
        return new Year(Map.copyOf(appropriations), Map.copyOf(schemes), List.copyOf(deadlines));
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

        void once(boolean first) {
            if (!first) {
                throw mistake(values.keySet().iterator().next(), "stands twice");
            }
        }

        private ConfigurationMistake mistake(String column, String expected) {
            return new ConfigurationMistake(file.toString(), "line " + line + ", column " + column, expected);
        }
    }
}
