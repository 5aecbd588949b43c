package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguagesTest {

    private static final Path REJECTED = Path.of(
            "schemas/tilskuddsrapport/v1/samples/invalid/tilskuddsrapport-uten-revisor.json");

    @TempDir
    private Path folder;

    static Stream<Path> ruleFiles() throws IOException {
        return Files.walk(Path.of("schemas")).filter(file -> file.endsWith("rules.yaml"));
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void nameTheSameValuesInEveryLanguage(Path file) {
        for (Rule rule : RuleFile.read(file).rules()) {
            for (String language : List.of("nn", "en")) {
                assertThat(marks(rule.text().get(language))).as(rule.code()).isEqualTo(marks(rule.text().get("nb")));
                assertThat(marks(rule.advice().get(language))).as(rule.code()).isEqualTo(marks(rule.advice().get("nb")));
            }
        }
    }

    @Test
    void refusesARuleWithoutOneOfTheLanguages() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - code: TSR-001
                    severity: FEIL
                    valid: "true"
                    text: {nb: "a", nn: "b", en: "c"}
                    advice: {nb: "a", en: "c"}
                """);

        assertThatThrownBy(() -> RuleFile.read(file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("TSR-001").hasMessageContaining("advice in [nb, nn, en]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nb | Tilskuddet er på 750_000_kr. Fra 200_000_kr må
            nn | Tilskotet er på 750_000_kr. Frå 200_000_kr må
            en | The grant is NOK_750,000. From NOK_200,000 an auditor
            """)
    void speaksToASenderInItsLanguageAndOfflineInThatOfTheDocument(String language, String expected) throws Exception {
        String text = Files.readString(REJECTED).replace("\"spraak\": \"nb\"", "\"spraak\": \"" + language + "\"");
        Path document = Files.writeString(folder.resolve("a.json"), text);
        Sender sender = new Sender("nordavind", "310000434", "Nordavind", "ORGANISASJON", language, List.of("310000434"),
                List.of(), List.of(), null, true);

        Verdict offline = Examiner.examine(document);
        Verdict sent = Examiner.examine(REJECTED, sender, Instant.parse("2024-03-01T12:00:00Z"));

        assertThat(messages(offline)).anySatisfy(message -> assertThat(message).startsWith(expected.replace('_', '\u00a0')));
        assertThat(messages(sent)).anySatisfy(message -> assertThat(message).startsWith(expected.replace('_', '\u00a0')));
    }

    @Test
    void writesAmountsDatesAndSharesAsEachLanguageDoes() {
        String text = Notation.kroner(-1_234_567) + " " + Notation.date("2024-04-01") + " " + Notation.share(7750);

        assertThat(Notation.write(text, "nn")).isEqualTo("−1\u00a0234\u00a0567\u00a0kr 01.04.2024 77,5\u00a0%");
        assertThat(Notation.write(text, "en")).isEqualTo("NOK\u00a0−1,234,567 1 April 2024 77.5%");
    }

    @Test
    void hidesANationalIdentityNumberWhereverAFindingNamesAText() throws Exception {
        Path sample = Path.of(
                "schemas/tilskuddsrapport/v1/samples/invalid/tilskuddsrapport-foedselsnummer-i-merknad.json");

        Verdict verdict = Examiner.examine(sample);

        assertThat(verdict.findings()).extracting(Finding::path).contains("/regnskap/linjer/0/merknad");
        assertThat(messages(verdict)).anySatisfy(message -> assertThat(message).contains("140745*****"));
        assertThat(verdict.toString()).doesNotContain("14074550089");
        assertThat(verdict.canonical()).contains("140745*****");
    }

    private static List<String> messages(Verdict verdict) {
        return verdict.findings().stream().map(Finding::message).toList();
    }

    private static TreeSet<String> marks(String text) {
        TreeSet<String> marks = new TreeSet<>();
        for (Matcher mark = Pattern.compile("\\{[A-Za-z0-9_]+}").matcher(text); mark.find(); ) {
            marks.add(mark.group());
        }
        return marks;
    }
}
