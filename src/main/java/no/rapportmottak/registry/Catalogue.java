package no.rapportmottak.registry;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

    private record Year(
            Map<String, Appropriation> appropriations, Map<String, Scheme> schemes, Map<String, String> deadlines) {}

    private static final CsvMapper CSV = new CsvMapper();

    private final Map<Integer, Year> years;

    private Catalogue(Map<Integer, Year> years) {
        this.years = Map.copyOf(years);
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
        return new Catalogue(years);
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
        Map<String, String> deadlines = new HashMap<>();
        for (Row row : rows(folder.resolve("deadlines.csv"))) {
            row.once(deadlines.put(row.text("report_type"), row.date("deadline")) == null);
        }
        return new Year(Map.copyOf(appropriations), Map.copyOf(schemes), Map.copyOf(deadlines));
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

    /** The last day on which a report for that year is in time, as an ISO date. */
    public Optional<String> deadline(String reportType, int year) {
        return Optional.ofNullable(years.get(year)).map(known -> known.deadlines().get(reportType));
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
