package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each key of a rule means. */
class RuleMechanicsTest {

    private static final Instant IN_TIME = Instant.parse("2024-02-01T10:00:00Z");

    @TempDir
    Path schemas;

    private SomeRules rules;

    @BeforeEach
    void none() throws Exception {
        rules = new SomeRules(schemas);
    }

    @Test
    void findsNothingWhereTheExpressionHolds() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'year == 2023', text: {nb: feil}}");

        Verdict verdict = rules.offline();

        assertThat(verdict.outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.ruleVersion()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"INFO, GODKJENT", "ADVARSEL, GODKJENT_MED_MERKNADER", "FEIL, AVVIST", "FATAL, AVVIST"})
    void decidesByTheGravestFinding(String severity, Outcome outcome) throws Exception {
        rules.own("""
                - {code: TSR-001, severity: INFO, valid: 'false', text: {nb: a}}
                - {code: TSR-002, severity: %s, valid: 'false', text: {nb: b}}
                """.formatted(severity));

        assertThat(rules.offline().outcome()).isEqualTo(outcome);
    }

    @Test
    void findsEverythingInOnePass() throws Exception {
        rules.own("""
                - {code: TSR-001, severity: FEIL, valid: 'false', text: {nb: a}}
                - {code: TSR-002, severity: FEIL, valid: 'false', text: {nb: b}}
                """);
        rules.common("rules: [{code: AVS-001, severity: FEIL, needs: [sender], valid: 'false', text: {nb: c}}]");

        assertThat(rules.from(SomeRules.SENDER, IN_TIME).findings())
                .extracting(Finding::code).containsExactly("TSR-001", "TSR-002", "AVS-001");
    }

    @Test
    void concernsOnlyWhatWhenSays() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, when: 'year == 2022', valid: 'false', text: {nb: feil}}");

        assertThat(rules.offline().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2023, 2023, true", "2022, 2024, true", "2024, 2030, false", "2000, 2022, false"})
    void holdsForTheYearsItNames(int from, int to, boolean holds) throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, years: {from: %d, to: %d}, valid: 'false', text: {nb: feil}}"
                .formatted(from, to));

        assertThat(rules.offline().findings()).hasSize(holds ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"'{from: 2023}', true", "'{from: 2024}', false", "'{to: 2023}', true", "'{to: 2022}', false", "'{}', true"})
    void holdsFromOrUntilAYear(String years, boolean holds) throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, years: %s, valid: 'false', text: {nb: feil}}".formatted(years));

        assertThat(rules.offline().findings()).hasSize(holds ? 1 : 0);
    }

    @Test
    void pointsAtThePlaceOfTheFinding() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'false', path: /regnskap/ubrukt, text: {nb: feil}}");

        Finding finding = rules.offline().findings().get(0);

        assertThat(finding.path()).isEqualTo("/regnskap/ubrukt");
        assertThat(finding.line()).isGreaterThan(40);
        assertThat(finding.column()).isPositive();
    }

    @Test
    void pointsAtTheWholeDocumentWithoutAPath() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'false', text: {nb: feil}}");

        assertThat(rules.offline().findings().get(0).path()).isEmpty();
    }

    @Test
    void checksEachElementByItself() throws Exception {
        rules.own("""
                - code: TSR-001
                  severity: FEIL
                  each: /regnskap/linjer
                  valid: "it.budsjett > 1000000"
                  path: budsjett
                  values: {nr: "string(i + 1)", tekst: "it.tekst"}
                  text: {nb: "Linje {nr}: {tekst}"}
                - {code: TSR-002, severity: FEIL, each: /regnskap/linjer, valid: "i == 0", text: {nb: feil}}
                - {code: TSR-003, severity: FEIL, each: /finnes/ikke, valid: "false", text: {nb: feil}}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::code, Finding::path, Finding::message)
                .containsExactly(
                        tuple("TSR-001", "/regnskap/linjer/1/budsjett", "Linje 2: Oppfølging i egen bolig"),
                        tuple("TSR-002", "/regnskap/linjer/1", "feil"));
    }

    @Test
    void namesOffLineWhatItCouldNotCheck() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'true', text: {nb: a}}");
        rules.common("""
                rules:
                  - {code: AVS-001, severity: FEIL, needs: [sender], valid: "sender.id == ''", text: {nb: b}}
                  - {code: FRI-001, severity: FEIL, needs: [received], valid: "received == ''", deadline: "'2024-04-01'", text: {nb: c}}
                """);

        Verdict offline = rules.offline();

        assertThat(offline.findings()).isEmpty();
        assertThat(offline.notChecked()).containsExactlyInAnyOrder("AVS-001", "FRI-001");
        assertThat(offline.withinDeadline()).isNull();
        Verdict handedIn = rules.from(SomeRules.SENDER, IN_TIME);
        assertThat(handedIn.notChecked()).isEmpty();
        assertThat(handedIn.findings()).extracting(Finding::code).containsExactlyInAnyOrder("AVS-001", "FRI-001");
        assertThat(handedIn.withinDeadline()).isFalse();
    }

    @Test
    void readsTheDayOfReceptionInNorway() throws Exception {
        rules.common("""
                rules:
                  - code: FRI-001
                    severity: ADVARSEL
                    needs: [received]
                    valid: "received <= '2024-04-01'"
                    deadline: "'2024-04-01'"
                    values: {mottatt: "dato(received)"}
                    text: {nb: "kom {mottatt}"}
                """);

        assertThat(rules.from(SomeRules.SENDER, Instant.parse("2024-04-01T21:59:59Z")).withinDeadline()).isTrue();
        Verdict late = rules.from(SomeRules.SENDER, Instant.parse("2024-04-01T22:00:00Z"));
        assertThat(late.deadline()).isEqualTo(new Deadline(LocalDate.of(2024, 4, 1), false));
        assertThat(late.findings().get(0).message()).isEqualTo("kom 02.04.2024");
    }

    @Test
    void fillsValuesIntoTextAndAdvice() throws Exception {
        rules.own("""
                - code: TSR-001
                  severity: FEIL
                  valid: "false"
                  values: {beloep: "kr(r.regnskap.ubrukt)", aar: "string(year)"}
                  text: {nb: "{beloep} i {aar}, {ukjent}"}
                  advice: {nb: "Rett {beloep}."}
                """);

        Finding finding = rules.offline().findings().get(0);

        assertThat(finding.message()).isEqualTo("2\u00a0480\u00a0000\u00a0kr i 2023, {ukjent}");
        assertThat(finding.advice()).isEqualTo("Rett 2\u00a0480\u00a0000\u00a0kr.");
    }

    @Test
    void fillsInValuesThatHoldBracesAndDollarsAsTheyAre() throws Exception {
        rules.own("""
                - {code: TSR-001, severity: FEIL, valid: "false", values: {a: "'$1 {b} (#)'", b: "'nei'"}, text: {nb: "<{a}>"}}
                """);

        assertThat(rules.offline().findings().get(0).message()).isEqualTo("<$1 {b} (#)>");
    }

    @Test
    void speaksTheSendersLanguage() throws Exception {
        rules.own("""
                - {code: TSR-001, severity: FEIL, valid: "false", text: {en: not, nb: ikke, nn: ikkje}, advice: {en: c, nb: a, nn: b}}
                """);

        assertThat(rules.from(SomeRules.SENDER, IN_TIME).findings())
                .extracting(Finding::message).containsExactly("ikkje");
        assertThat(rules.offline().findings()).extracting(Finding::message).containsExactly("ikke");
    }

    @Test
    void makesFactsAndTheBusinessKeyOfWhatThePointersName() throws Exception {
        Verdict verdict = rules.offline();

        assertThat(verdict.fact("kapittel")).isEqualTo("765");
        assertThat(verdict.fact("budsjettaar")).isEqualTo("2023");
        assertThat(verdict.businessKey().value()).isEqualTo("tilskuddsrapport|765|62");
    }

    @Test
    void failsAloudWhenARuleCannotBeEvaluated() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: \"r.finnes.ikke == 1\", text: {nb: feil}}");

        assertThatThrownBy(() -> rules.offline())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("r.finnes.ikke == 1");
    }

    @Test
    void givesUpADocumentThatTakesTooLong() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'true', text: {nb: a}}").within(Duration.ZERO);

        assertThatThrownBy(rules::offline).isInstanceOf(IllegalStateException.class).hasMessageContaining("too long");
    }

    @Test
    void endsARuleThatGoesOnAndOn() throws Exception {
        String ten = "[1,2,3,4,5,6,7,8,9,10].all(%s, %s)";
        String valid = "true";
        for (int depth = 0; depth < 9; depth++) {
            valid = ten.formatted("x" + depth, valid);
        }
        rules.own("- {code: TSR-001, severity: FEIL, valid: '%s', text: {nb: a}}".formatted(valid));

        assertThatThrownBy(rules::offline).isInstanceOf(IllegalStateException.class).hasMessageContaining("Iteration budget");
    }
}
