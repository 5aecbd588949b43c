package no.rapportmottak.registry;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.rapportmottak.submission.OrganisationNumber;

/** One row of a CSV file of the catalogue; a mistake in it says the file, the line, the column and what was expected. */
record Row(Path file, int line, Map<String, String> values) {

    static final String CHAPTER = "[1-9][0-9]{1,3}";
    static final String POST = "[0-9]{2}";

    private static final CsvMapper CSV = new CsvMapper();

    /** Of a file that may be lacking. */
    static List<Row> ofAny(Path file) {
        return Files.exists(file) ? of(file) : List.of();
    }

    static List<Row> of(Path file) {
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

    /** What stands between semicolons. */
    List<String> list(String column) {
        return Stream.of(optional(column).split(";")).map(String::strip).filter(item -> !item.isEmpty()).toList();
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
        return textLike(column, "\\d{4}-\\d{2}-\\d{2}", "a date as 2024-04-01");
    }

    String chapter(String column) {
        return textLike(column, CHAPTER, "a chapter without leading zeros");
    }

    String post(String column) {
        return textLike(column, POST, "a post of two digits");
    }

    String organisation(String column) {
        String value = text(column);
        require(OrganisationNumber.isValid(value), column, "expected an organisation number of nine digits, not " + value);
        return value;
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

    <E extends Enum<E>> E oneOf(String column, E[] constants) {
        String value = text(column);
        return Stream.of(constants).filter(constant -> constant.name().equals(value)).findFirst()
                .orElseThrow(() -> mistake(column, "expected one of " + List.of(constants) + ", not " + value));
    }

    void once(boolean first) {
        require(first, values.keySet().iterator().next(), "stands twice");
    }

    void require(boolean holds, String column, String expected) {
        if (!holds) {
            throw mistake(column, expected);
        }
    }

    ConfigurationMistake mistake(String column, String expected) {
        return new ConfigurationMistake(file.toString(), "line " + line + ", column " + column, expected);
    }
}
