package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.rapportmottak.registry.Calendar.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    private static final String HEADER = "id,report_type,owed_by,organisation,scheme,concerns,deadline,rule,replaces,why\n";
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("config/catalogue"));

    @TempDir
    private Path folder;

    private Calendar calendar(String rows) throws IOException {
        return Calendar.read(Files.writeString(folder.resolve("deadlines.csv"), HEADER + rows));
    }

    // Days that are no working days

    @ParameterizedTest
    @CsvSource({
        "2023-04-15, 2023-04-17", // Saturday
        "2023-10-01, 2023-10-02", // Sunday
        "2023-05-01, 2023-05-02",
        "2023-05-17, 2023-05-19", // before Ascension
        "2024-04-01, 2024-04-02", // Easter Monday
        "2023-04-06, 2023-04-11", // Maundy Thursday
        "2023-05-28, 2023-05-30", // Whit Sunday
        "2022-12-24, 2022-12-27",
        "2023-12-31, 2024-01-02",
        "2024-04-02, 2024-04-02",
    })
    void movesADateOnlyWhereItsRowSaysSo(String printed, LocalDate working) throws IOException {
        Calendar calendar = calendar("a,stands,,,,,%s,STAAR,,\nb,rolls,,,,,%s,NESTE_VIRKEDAG,,\nc,silent,,,,,%s,,,\n"
                .formatted(printed, printed, printed));

        assertThat(calendar.deadline("stands", Map.of())).contains(LocalDate.parse(printed));
        assertThat(calendar.deadline("silent", Map.of())).contains(LocalDate.parse(printed));
        assertThat(calendar.deadline("rolls", Map.of())).contains(working);
    }

    @ParameterizedTest
    @CsvSource({"2014, 2014-04-20", "2022, 2022-04-17", "2023, 2023-04-09", "2024, 2024-03-31", "2025, 2025-04-20", "2038, 2038-04-25"})
    void knowsEaster(int year, LocalDate sunday) {
        assertThat(WorkingDays.easter(year)).isEqualTo(sunday);
    }

    // What counts

    @Test
    void countsARowInsteadOfTheOneItReplaces() throws IOException {
        Calendar calendar = calendar("""
                first,plan,KOMMUNE,,,,2023-02-15,,,
                second,plan,KOMMUNE,,,,2023-01-31,,first,moved forward
                third,other,KOMMUNE,,,,2023-06-01,,,
                fourth,other,KOMMUNE,,,,,,third,postponed until further notice
                """);

        assertThat(calendar.deadline("plan", Map.of())).contains(LocalDate.of(2023, 1, 31));
        assertThat(calendar.deadline("other", Map.of())).isEmpty();
        assertThat(calendar.why("other", Map.of())).isEqualTo("postponed until further notice");
        assertThat(calendar.entries()).extracting(Entry::id).containsExactly("second", "fourth");
    }

    @Test
    void countsARowForWhatItConcernsAlone() throws IOException {
        Calendar calendar = calendar("""
                a,tertial,,,,tertial=1,,,,set with the meeting
                b,tertial,,,,tertial=2,2023-08-30,,,
                """);

        assertThat(calendar.deadline("tertial", Map.of("tertial", "2"))).contains(LocalDate.of(2023, 8, 30));
        assertThat(calendar.deadline("tertial", Map.of("tertial", "1"))).isEmpty();
        assertThat(calendar.deadline("tertial", Map.of())).isEmpty();
    }

    @Test
    void takesTheDateAwayFromWhoeverIsGivenTimeWithoutEnd() throws IOException {
        Calendar calendar = calendar("""
                ,grant,,,,,2024-04-01,,,
                ,grant,,999263550,,,,,,postponed until further notice
                """);

        assertThat(calendar.deadline("grant", Map.of("organisasjonsnummer", "999263550"))).isEmpty();
        assertThat(calendar.deadline("grant", Map.of("organisasjonsnummer", "310000124"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
        "a,plan,,,,,,,,                      # column why # a reason, since there is no deadline",
        "a,plan,,,,,2023-02-30,,,            # column deadline # a day that there is, not 2023-02-30",
        "a,plan,,,,,15.2.2023,,,             # column deadline # a date as 2024-04-01, not 15.2.2023",
        "a,plan,,,,,2023-02-15,FLYTTES,,     # column rule # one of [STAAR, NESTE_VIRKEDAG], not FLYTTES",
        "a,plan,,,,,2023-02-15,,b,           # column replaces # the id of another row of this file, not b",
        "a,plan,,,,,2023-02-15,,a,           # column replaces # the id of another row of this file, not a",
        "a,plan,BYEN,,,,2023-02-15,,,        # column owed_by # a category of senders or MOTTAKER, not BYEN",
        "a,plan,,,,tertial 2,2023-02-15,,,   # column concerns # fact=value, not tertial 2",
    })
    void namesTheColumnOfAMistake(String row, String column, String expected) {
        assertThatThrownBy(() -> calendar(row))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("deadlines.csv, line 2, " + column)
                .hasMessageContaining(expected);
    }

    // What the calendars of the repository say

    @ParameterizedTest
    @CsvSource({
        "tilskuddsrapport, 2024-04-01", "disponeringsoversikt, 2023-05-01", "ordningsrapport, 2024-06-01",
        "bevilgningsrapport, 2024-03-15", "aarsrapport, 2024-03-15", "prognoserapport, 2023-09-15",
        "avviksrapport, 2023-05-01",
    })
    void hasTheDayOfEveryTypeThatHasOne(String type, String day) {
        assertThat(CATALOGUE.deadline(type, 2023)).contains(day);
    }

    @Test
    void hasNoDayWhereTheLettersNameNone() {
        for (Map.Entry<String, Map<String, String>> undated : Map.of(
                "refusjonskrav", Map.<String, String>of(),
                "tertialrapport", Map.of("periode", "1"),
                "statusrapport", Map.of("oppdrag", "TB2023-20")).entrySet()) {
            assertThat(CATALOGUE.deadline(undated.getKey(), 2023, undated.getValue())).isEmpty();
            assertThat(CATALOGUE.calendar(2023).why(undated.getKey(), undated.getValue())).isNotBlank();
        }
        assertThat(CATALOGUE.calendar(2023).entries()).filteredOn(entry -> entry.id().equals("tb2023-20-evaluering"))
                .singleElement().satisfies(entry -> {
                    assertThat(entry.receivers()).hasSize(4);
                    assertThat(entry.asPrinted()).isEqualTo("Mars 2027");
                });
    }

    @Test
    void takesWhatIsPostponedAtItsNewDay() {
        assertThat(CATALOGUE.deadline("statusrapport", 2023, Map.of("oppdrag", "TB2023-31"))).isEmpty();
        assertThat(CATALOGUE.deadline("statusrapport", 2023, Map.of("oppdrag", "TTB2022-26"))).contains("2024-06-30");
        assertThat(CATALOGUE.deadline("avviksrapport", 2014)).contains("2014-05-20");
    }

    @ParameterizedTest
    @ValueSource(ints = {2014, 2023})
    void agreesWithThePlans(int year) {
        for (String chapter : List.of("761", "762", "763", "764", "765")) {
            assertThat(CATALOGUE.deadline("disposisjonsplan", year, Map.of("kapittel", chapter)))
                    .isEqualTo(CATALOGUE.plan(year, chapter).map(Catalogue.Plan::deadline));
        }
    }
}
