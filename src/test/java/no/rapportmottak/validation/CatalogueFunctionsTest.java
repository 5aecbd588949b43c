package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.types.SimpleType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.rapportmottak.registry.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our functions in CEL over the letter of allotment and over lists, called from CEL. */
class CatalogueFunctionsTest {

    private static final Expressions EXPRESSIONS = new Expressions(Catalogue.read(Path.of("config/catalogue")), null);

    private static Object evaluate(String expression) throws Exception {
        return EXPRESSIONS.compile(expression, List.of(), false, SimpleType.DYN)
                .evaluate(Map.of("r", Map.of(), "year", 2023L, "reportType", "disposisjonsplan"));
    }

    @ParameterizedTest
    @CsvSource({
        "761, 21, 761, 79, true", "714, 60, 714, 21, true", "714, 21, 714, 60, false",
        "761, 21, 761, 21, false", "761, 60, 761, 79, false", "999, 21, 999, 79, false"})
    void followsTheDirectionOfATransfer(String fromChapter, String fromPost, String toChapter, String toPost, boolean may)
            throws Exception {
        assertThat(evaluate("transfer(year, '%s', '%s', '%s', '%s')".formatted(fromChapter, fromPost, toChapter, toPost)))
                .isEqualTo(may);
    }

    @Test
    void knowsTransfersToAnotherChapter() throws Exception {
        assertThat(evaluate("transfer(2014, '762', '62', '732', '70')")).isEqualTo(true);
        assertThat(evaluate("transfers(2014, '762', '62').map(t, t.chapter + '.' + t.post)"))
                .isEqualTo(List.of("732.70", "732.76"));
    }

    @Test
    void tellsWhatIsKnownOfAnEarmark() throws Exception {
        assertThat(evaluate("earmark(year, '762-70-saminor-3')")).isEqualTo(Map.of("exists", true, "id", "762-70-saminor-3",
                "chapter", "762", "post", "70", "name", "SAMINOR 3", "kind", "ENGANG", "amount", 20000000L,
                "recipient", "Senter for samisk helseforskning", "reference", "Innst. 11 S (2022-2023)"));
        assertThat(evaluate("earmark(year, 'finnes-ikke')")).isEqualTo(Map.of("exists", false));
    }

    @Test
    void leavesOutAnAmountThatTheLetterDoesNotGive() throws Exception {
        assertThat(evaluate("has(earmark(year, '765-71-lhbtiq-ordning').amount)")).isEqualTo(false);
    }

    @Test
    void listsTheEarmarksOfAChapterInTheOrderOfTheLetter() throws Exception {
        assertThat(evaluate("earmarks(year, '762').filter(e, e.kind != 'FOERING').map(e, e.id)")).isEqualTo(List.of(
                "762-21-diabetesarbeid", "762-21-diabetes-tilskuddsordning", "762-21-kpr",
                "762-21-habilitering-rehabilitering", "762-21-helsetjenester-i-fengsel", "762-21-skil",
                "762-21-allmennlegetjenesten", "762-21-tillegg-ohd-statistikk", "762-70-saminor-3"));
        assertThat(evaluate("earmarks(1999, '762')")).isEqualTo(List.of());
    }

    @Test
    void listsThePostsOfAChapter() throws Exception {
        assertThat(evaluate("posts(year, '761').filter(p, has(p.allotment)).map(p, p.post)"))
                .isEqualTo(List.of("21", "60", "61", "65", "67", "68", "71", "72", "73", "75", "79"));
    }

    @ParameterizedTest
    @CsvSource({"intensive-services-share, 2014, 7750", "intensive-services-share, 2023, 8000",
        "intensive-services-threshold, 2014, 1010000", "intensive-services-threshold, 2023, 1526000",
        "intensive-services-unusual, 2014, 15000000"})
    void looksUpAFigureOfTheYearOrOfAllYears(String name, int year, long expected) throws Exception {
        assertThat(evaluate("limit('%s', %d)".formatted(name, year))).isEqualTo(expected);
    }

    @Test
    void tellsWhetherAYearHasAFigure() throws Exception {
        assertThat(evaluate("limited('intensive-services-age', 2023)")).isEqualTo(true);
        assertThat(evaluate("limited('intensive-services-age', 2014)")).isEqualTo(false);
        assertThat(evaluate("limited('intensive-services-share', 2024)")).isEqualTo(false);
    }

    @Test
    void listsThePostsOfAYearInOrder() throws Exception {
        assertThat(evaluate("posts(year).filter(p, p.chapter in ['740', '2790', '3714']).map(p, p.chapter + '.' + p.post)"))
                .isEqualTo(List.of("740.01", "740.21", "740.60", "740.70", "740.71", "740.72", "2790.70", "3714.04"));
        assertThat(evaluate("posts(1999)")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({"2023, 740, 01, false", "2023, 3740, 02, true", "2023, 5572, 75, true", "2014, 725, 01, false",
        "2014, 725, 02, true", "2023, 3999, 01, true", "2023, 999, 01, false"})
    void tellsIncomeFromSpendingByChapterOrByWhatTheYearSays(int year, String chapter, String post, boolean income)
            throws Exception {
        assertThat(evaluate("income(%d, '%s', '%s')".formatted(year, chapter, post))).isEqualTo(income);
    }

    @Test
    void knowsTheLimitsThatRulesCompareWith() throws Exception {
        assertThat(evaluate("limit('deviation-share', year)")).isEqualTo(500L);
        assertThatThrownBy(() -> evaluate("limit('finnes-ikke', year)")).hasStackTraceContaining("limits.csv has no finnes-ikke");
    }

    @Test
    void takesTheRightYearForADeadlineThatTheLetterMisprints() throws Exception {
        assertThat(evaluate("planned(year, '765')"))
                .isEqualTo(Map.of("exists", true, "receiver", "KTA", "deadline", "2023-02-15"));
        assertThat(evaluate("planned(year, '714').exists")).isEqualTo(false);
        assertThat(evaluate("has(planned(2014, '763').receiver)")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({"TB2023-53, TB2023-53, true", "TTB2023-02, TTB2023-02, true", "TB 2023-31, TB2023-31, true",
        "TTB2023- 2, TTB2023-02, true", "ID: TB2023-01, TB2023-01, true", "TB2023-83, TB2023-83, false", "TTB2023-07, TTB2023-07, false",
        "TTB2021- 21, TTB2021-21, false", "TB2023-2, TB2023-02, true"})
    void readsAnAssignmentInTheSpellingsOfTheLetters(String spelling, String id, boolean exists) throws Exception {
        assertThat(evaluate("assignment('%s').id".formatted(spelling))).isEqualTo(id);
        assertThat(evaluate("assignment('%s').exists".formatted(spelling))).isEqualTo(exists);
    }

    @ParameterizedTest
    @CsvSource({"2023-64", "tb2023-64", "TB23-64", "TTTB2023-64", "TB2023-64a", "''"})
    void readsNoAssignmentWithoutItsSeriesAndYear(String text) throws Exception {
        assertThat(evaluate("assignment('%s')".formatted(text))).isEqualTo(Map.of("exists", false));
    }

    @Test
    void tellsWhatIsKnownOfAnAssignment() throws Exception {
        assertThat(evaluate("assignment('TB2023-81')")).isEqualTo(Map.of("exists", true, "listed", true, "id", "TB2023-81",
                "series", "TB", "year", 2023L, "name", "Finansiering for å understøtte sammenhengende tjenester",
                "departments", List.of("SHA"), "owner", "SHA", "deadlines", List.of(Map.of("part", "1", "date", "2023-05-01"),
                        Map.of("part", "2", "date", "2023-04-01"), Map.of("part", "3", "date", "2023-05-01"))));
        assertThat(evaluate("assignment('TB2023-39').departments")).isEqualTo(List.of("EHE", "KTA", "SHA"));
        assertThat(evaluate("has(assignment('TTB2023-08').departments)")).isEqualTo(false);
        assertThat(evaluate("has(assignment('TB2023-31').deadlines)")).isEqualTo(false);
        assertThat(evaluate("assignment('TB2014-01').listed")).isEqualTo(false);
    }

    @Test
    void tellsTheTwoSeriesOfAssignmentsApart() throws Exception {
        assertThat(evaluate("assignment('TB2022-26').replacedBy")).isEqualTo("TB2023-22");
        assertThat(evaluate("has(assignment('TTB2022-26').replacedBy)")).isEqualTo(false);
    }

    @Test
    void gathersAndComparesAcrossLists() throws Exception {
        String lists = "[{'l': [{'id': 'a'}, {'id': 'b'}]}, {}, {'l': [{'id': 'a'}, {'navn': 'a'}]}]";

        assertThat(evaluate("size(gather(" + lists + ", 'l'))")).isEqualTo(4L);
        assertThat(evaluate("column(gather(" + lists + ", 'l'), 'id')")).isEqualTo(List.of("a", "b", "a"));
        assertThat(evaluate("repeated(gather(" + lists + ", 'l'), 'id')")).isEqualTo(List.of("a"));
    }

    @Test
    void listsTheSchemesOfAYearInTheOrderOfTheCatalogue() throws Exception {
        assertThat(evaluate("schemes(year).filter(s, has(s.administrator) && s.administrator == 'Husbanken').map(s, s.id)"))
                .isEqualTo(List.of("761-63-heldogns-omsorgsplasser", "761-64-renter-og-avdrag", "761-69-netto-tilvekst"));
        assertThat(evaluate("schemes(year).all(s, has(s.chapter) && has(s.post) && has(s.name))")).isEqualTo(true);
        assertThat(evaluate("schemes(1999)")).isEqualTo(List.of());
    }

    @Test
    void groupsElementsThatHaveTheSameInSomeFields() throws Exception {
        String list = "[{'k': '761', 'p': '21', 'b': 1}, {'k': '762', 'p': '21', 'b': 2}, {'k': '761', 'p': '21', 'b': 4}, {'b': 8}]";

        assertThat(evaluate("grouped(" + list + ", ['k', 'p']).map(g, sum(g.elements, 'b'))")).isEqualTo(List.of(5L, 2L, 8L));
        assertThat(evaluate("grouped(" + list + ", ['k'])[0].k")).isEqualTo("761");
        assertThat(evaluate("has(grouped(" + list + ", ['k'])[2].k)")).isEqualTo(false);
        assertThat(evaluate("grouped([], ['k'])")).isEqualTo(List.of());
    }
}
