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
import org.junit.jupiter.params.provider.ValueSource;

/** Our functions in CEL, called from CEL. */
class FunctionsTest {

    private static final Expressions EXPRESSIONS = new Expressions(Catalogue.read(Path.of("config/catalogue")), null);

    private static Object evaluate(String expression) throws Exception {
        return evaluate(expression, Map.of());
    }

    private static Object evaluate(String expression, Map<String, Object> report) throws Exception {
        return EXPRESSIONS.compile(expression, List.of(), false, SimpleType.DYN)
                .evaluate(Map.of("r", report, "year", 2023L, "reportType", "tilskuddsrapport"));
    }

    @ParameterizedTest
    @CsvSource({"100, 7750, 78", "1, 5000, 1", "1, 4999, 0", "3, 3333, 1", "0, 7750, 0", "-1, 5000, -1",
            "2000000000000, 10000, 2000000000000", "9223372036854775807, 10000, 9223372036854775807"})
    void roundsAShareHalfUpOnce(long amount, long hundredths, long expected) throws Exception {
        assertThat(evaluate("share(%d, %d)".formatted(amount, hundredths))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"22, 32, 6875", "1, 3, 3333", "2, 3, 6667", "1, 20000, 1", "1, 20001, 0", "0, 7, 0", "0, 0, 0", "7, 7, 10000"})
    void saysHowMuchAPartIsOfTheWhole(long part, long whole, long expected) throws Exception {
        assertThat(evaluate("ratio(%d, %d)".formatted(part, whole))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 kr", "999, 999 kr", "1000, 1 000 kr", "1234567, 1 234 567 kr", "-64300, −64 300 kr"})
    void writesKronerInGroupsOfThreeWithHardSpaces(long amount, String expected) throws Exception {
        assertThat(Notation.write((String) evaluate("kr(%d)".formatted(amount)), "nb")).isEqualTo(expected.replace(' ', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"'83423721.73', 8342372173, '83 423 721,73 kr'", "'-23574563.94', -2357456394, '−23 574 563,94 kr'",
            "'0.00', 0, '0,00 kr'", "'-0.05', -5, '−0,05 kr'"})
    void readsAndWritesAmountsWithOere(String amount, long oere, String expected) throws Exception {
        assertThat(evaluate("oere('%s')".formatted(amount))).isEqualTo(oere);
        assertThat(Notation.write((String) evaluate("krOere(%d)".formatted(oere)), "nb")).isEqualTo(expected.replace(' ', '\u00a0'));
    }

    @Test
    void writesOereAsEnglishDoes() throws Exception {
        assertThat(Notation.write((String) evaluate("krOere(-123456789)"), "en")).isEqualTo("NOK\u00a0−1,234,567.89");
    }

    @ParameterizedTest
    @CsvSource({"149, 1", "150, 2", "-149, -1", "-150, -2", "0, 0"})
    void roundsOereToWholeKronerOnce(long oere, long kroner) throws Exception {
        assertThat(evaluate("kroner(%d)".formatted(oere))).isEqualTo(kroner);
    }

    @Test
    void sumsAmountsWithOere() throws Exception {
        Map<String, Object> report = Map.of("linjer", List.of(
                Map.of("b", "404632.13"), Map.of("b", "-40294250.80"), Map.of("tekst", "uten beløp")));

        assertThat(evaluate("sumOere(r.linjer, 'b')", report)).isEqualTo(-3988961867L);
    }

    @Test
    void findsElementsByTheirValues() throws Exception {
        Map<String, Object> report = Map.of("linjer", List.of(
                Map.of("kapittel", "701", "post", "21", "b", 1L), Map.of("kapittel", "701", "post", "22", "b", 2L), Map.of("b", 3L)));

        assertThat(evaluate("sum(where(r.linjer, {'kapittel': '701', 'post': '22'}), 'b')", report)).isEqualTo(2L);
        assertThat(evaluate("size(where(r.linjer, {'kapittel': '701'}))", report)).isEqualTo(2L);
        assertThat(evaluate("size(where(r.linjer, {'kapittel': '702'}))", report)).isEqualTo(0L);
    }

    @Test
    void writesDatesAsNorwegianDoes() throws Exception {
        assertThat(Notation.write((String) evaluate("dato('2024-04-01')"), "nb")).isEqualTo("01.04.2024");
    }

    @ParameterizedTest
    @CsvSource({"999263550, true", "999263551, false", "99926355, false", "'', false", "99926355O, false"})
    void knowsAnOrganisationNumberByItsCheckDigit(String number, boolean valid) throws Exception {
        assertThat(evaluate("orgnr('%s')".formatted(number))).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"-, true", "' – ', true", "N/A, true", "NA, true", "'Ikke aktuell.', true", "ikkje avklart, true", "Ingen, true",
            "Ingen søkte om midler, false", "Ikke avklart med kommunene, false", "Na+-mangel, false", "aktuell, false", "5, false"})
    void knowsATextThatOnlyFillsItsField(String text, boolean nothing) throws Exception {
        assertThat(evaluate("saysNothing('%s')".formatted(text))).isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kari Nordmann", "Ola Eksempel Nordmann", "Anne-Grete Prøve", "Per K. Prøve", "Åse Øverås",
            "seniorrådgiver Kari Nordmann", "avdelingsdirektør", "Kari Nordmann, Avdeling folkehelse", "Helse Vest: Per Prøve",
            "Ola Eksempel, KFHO og Kari Nordmann, FFPR", "Avdeling folkehelse v/ Kari Nordmann", "KTA ved Ola Nordmann",
            "kari.nordmann@eksempel.invalid", "Ekspedisjonssjef"})
    void knowsAPersonWhereAUnitIsWanted(String text) throws Exception {
        assertThat(evaluate("person('%s')".formatted(text))).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Avdeling folkehelse", "Avdeling Folkehelse", "KTA", "FFPR", "Helse Vest RHF", "Helse Midt-Norge", "Norges Røde Kors",
            "Mental Helse", "Voksne for Barn", "Redd Barna", "KS", "NAV", "Direktoratet for e-helse", "Norsk Helsenett SF",
            "Seksjon for sjeldne diagnoser", "Den norske legeforening", "Bufdir", "Folkehelseinstituttet", "Lederstøtte",
            "Oslo universitetssykehus HF", "Statsforvalteren i Vestland", "Kreftforeningen og KS"})
    void knowsAUnitOrAnOrganisation(String text) throws Exception {
        assertThat(evaluate("person('%s')".formatted(text))).isEqualTo(false);
    }

    @Test
    void sumsAFieldOverAList() throws Exception {
        Map<String, Object> report = Map.of("linjer", List.of(
                Map.of("art", "UTGIFT", "beloep", 100L),
                Map.of("art", "INNTEKT", "beloep", 30L),
                Map.of("art", "UTGIFT", "beloep", -10L),
                Map.of("art", "UTGIFT")));

        assertThat(evaluate("sum(r.linjer, 'beloep')", report)).isEqualTo(120L);
        assertThat(evaluate("sum(r.linjer, 'beloep', 'art', 'UTGIFT')", report)).isEqualTo(90L);
        assertThat(evaluate("sum(r.linjer, 'beloep', 'art', 'ANNET')", report)).isEqualTo(0L);
    }

    @Test
    void refusesASumThatIsTooLargeRatherThanWrapIt() {
        Map<String, Object> report = Map.of("linjer", List.of(Map.of("b", Long.MAX_VALUE), Map.of("b", 1L)));

        assertThatThrownBy(() -> evaluate("sum(r.linjer, 'b')", report)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void looksUpAppropriationsOfTheYear() throws Exception {
        assertThat(evaluate("appropriation(2023, '765', '62').exists")).isEqualTo(true);
        assertThat(evaluate("appropriation(2023, '765', '99').exists")).isEqualTo(false);
        assertThat(evaluate("appropriation(1999, '765', '62').exists")).isEqualTo(false);
        assertThat(evaluate("appropriation(1999, '765', '62').exists == true")).isEqualTo(false);
    }

    @Test
    void looksUpSchemesOfTheYear() throws Exception {
        assertThat(evaluate("scheme(2023, '765-62-kommunalt-rusarbeid').post")).isEqualTo("62");
        assertThat(evaluate("scheme(2023, 'finnes-ikke').exists")).isEqualTo(false);
    }

    @Test
    void knowsDeadlinesOfCataloguedYearsAlone() throws Exception {
        assertThat(evaluate("deadline(reportType, year)")).isEqualTo("2024-04-01");
        assertThat(evaluate("deadline(reportType, 1999)")).isEqualTo("");
        assertThat(evaluate("deadline('finnesikke', year)")).isEqualTo("");
        assertThat(evaluate("catalogued(2023) && !catalogued(1999)")).isEqualTo(true);
    }
}
