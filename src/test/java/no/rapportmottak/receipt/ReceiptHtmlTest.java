package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import rapportmottak.kvittering.v1.Kvittering;

/** The page is well-formed XML too, so that a test can ask it by XPath. */
class ReceiptHtmlTest {

    private static final ReceiptHtml HTML = new ReceiptHtml();

    @ParameterizedTest
    @CsvSource({
        "nb, GODKJENT, Rapporten er godkjent",
        "nn, GODKJENT, Rapporten er godkjend",
        "en, GODKJENT, The report is accepted",
        "nb, AVVIST, Rapporten er avvist",
        "nn, KARANTENE, Rapporten er ikkje ferdig behandla",
        "en, DUPLIKAT, The file has been submitted before",
    })
    void saysTheOutcomeInTheOnlyHeadingOfTheFirstLevel(String language, Outcome outcome, String expected) {
        Document page = page(ADecision.that(outcome).decision(), language);

        assertThat(texts(page, "//h1")).isEqualTo(expected);
        assertThat(texts(page, "/html/@lang")).isEqualTo(language);
        assertThat(texts(page, "count(//h1)")).isEqualTo("1");
    }

    @Test
    void namesRowsForAScreenReader() {
        Document page = page(Cases.duplicate(), "nb");

        assertThat(texts(page, "count(//table[not(caption)]) + count(//th[not(@scope)])")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nb | 31. mars 2023 kl. 11.12.07 (Europe/Oslo, UTC+02:00)",
        "nn | 31. mars 2023 kl. 11.12.07 (Europe/Oslo, UTC+02:00)",
        "en | 31 March 2023 at 11:12:07 (Europe/Oslo, UTC+02:00)",
    })
    void showsNorwegianTimeAndCarriesUtc(String language, String expected) {
        Document page = page(ADecision.that(Outcome.GODKJENT).decision(), language);

        assertThat(texts(page, "//time[@datetime='2023-03-31T09:12:07.123Z']")).isEqualTo(expected);
    }

    @Test
    void tellsPlaceMessageAdviceAndCodeOfAFinding() {
        Finding finding = new Finding(
                "TSR-011", Severity.FEIL, "/regnskap/linjer/2/beloep", 1041, 9, "Beløpet mangler.", "Skriv 0.");

        Document page = page(ADecision.that(Outcome.AVVIST).found(finding).decision(), "nb");

        assertThat(texts(page, "//ol/li")).isEqualTo("Feil: Beløpet mangler. Gjør slik: Skriv 0. "
                + "Sted i filen: linje 1041, kolonne 9 "
                + "Felt: regnskap › linjer › nr. 3 › beloep (/regnskap/linjer/2/beloep) Kode: TSR-011");
    }

    @Test
    void leavesOutTheWholeListWhenNothingWasFound() {
        Document page = page(ADecision.that(Outcome.GODKJENT).decision(), "nb");

        assertThat(texts(page, "count(//ol | //h2)")).isEqualTo("0");
    }

    @Test
    void showsAFindingWhoseAdviceIsTheWordNo() {
        Finding finding = new Finding("TSR-001", Severity.FEIL, null, null, null, "off", "no");

        Document page = page(ADecision.that(Outcome.AVVIST).found(finding).decision(), "en");

        assertThat(texts(page, "//ol/li")).isEqualTo("Error: off What to do: no Code: TSR-001");
    }

    @Test
    void showsTheFirstSubmissionOfADuplicate() {
        Document page = page(Cases.duplicate(), "nb");

        assertThat(texts(page, "//table[2]//td")).startsWith(ADecision.OTHER + " 30. mars 2023 kl. 10.00.00")
                .endsWith("Rapporten er godkjent (GODKJENT)");
    }

    @Test
    void showsTheReportAgainstThePlan() {
        AgainstPlan post = new AgainstPlan("765", "62", 1_000_000, 1_250_000, ADecision.OTHER.value(), 2);

        Document page = page(ADecision.that(Outcome.GODKJENT).against(post).decision(), "nb");

        assertThat(texts(page, "//section//tbody//*[self::td or self::th]").replace('\u00a0', ' '))
                .isEqualTo("765.62 1 000 000 1 250 000 0 250 000 25 " + ADecision.OTHER + " utgave 2");
    }

    @Test
    void showsWhatACorrectionChanged() {
        Decision corrected = ADecision.that(Outcome.GODKJENT)
                .correcting("{\"linjer\":[{\"beloep\":1}]}", "{\"linjer\":[{\"beloep\":2}],\"ny\":\"x\"}")
                .decision();

        assertThat(texts(page(corrected, "nb"), "//section//tbody//*[self::td or self::th]")).isEqualTo("linjer › nr. 1 › beloep 1 2 ny – x");
    }

    @Test
    void saysThatATrialIsOne() {
        Document page = page(ADecision.that(Outcome.GODKJENT).trial().decision(), "nb");

        assertThat(texts(page, "//h1 | //main/p")).isEqualTo("Prøvekjøring: Rapporten er godkjent "
                + "Dette var en prøvekjøring, så filen er ikke levert som rapport. "
                + "Send den uten prøvekjøring når den skal gjelde.");
    }

    @Test
    void showsAttacksAsText() {
        String attack = "\"'></title></style><script>alert(1)</script><img src=x onerror=alert(1)>"
                + "[[${7*7}]] ${7*7} #{x} __${7*7}__ javascript:alert(1) &lt;b&gt; {0}";
        Decision decision = ADecision.that(Outcome.AVVIST)
                .named(attack)
                .replacing(attack)
                .found(new Finding("TSR-001", Severity.FEIL, "/" + attack, 1, 1, attack, attack))
                .decision();

        Document page = page(decision, "nb");

        assertThat(texts(page, "count(//script | //img | //b | //@onerror | //@src | //@href)")).isEqualTo("0");
        assertThat(texts(page, "//tr[2]/td")).isEqualTo(attack);
        assertThat(texts(page, "//ol/li/h3")).isEqualTo("Feil: " + attack);
    }

    @ParameterizedTest
    @MethodSource("no.rapportmottak.receipt.Cases#all")
    void hasAPageForEveryCaseAndNeedsNothingFromOutside(Decision decision) {
        String html = html(decision, "nb");

        assertThat(html).doesNotContain("??", "null", " th:", "http://", "https://", "url(", "@import");
        assertThat(texts(parsed(html), "count(//link | //script | //iframe | //object)")).isEqualTo("0");
    }

    /** What is asked for often is compiled while others, with other things missing, are asked for. */
    @Test
    void saysTheSameAfterHundredsOfPages() {
        ReceiptHtml warm = new ReceiptHtml();
        List<Kvittering> forms = Cases.all().map(each -> ReceiptForm.result(each.getPayload())).toList();
        for (int i = 0; i < 300; i++) {
            forms.forEach(form -> warm.write(form, Words.in("nb")));
        }

        for (Kvittering form : forms) {
            assertThat(warm.write(form, Words.in("nn"))).isEqualTo(new ReceiptHtml().write(form, Words.in("nn")));
        }
    }

    private static Document page(Decision decision, String language) {
        return parsed(html(decision, language));
    }

    private static String html(Decision decision, String language) {
        return new String(HTML.write(ReceiptForm.result(decision), Words.in(language)), UTF_8);
    }

    private static Document parsed(String html) {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (Exception e) {
            throw new AssertionError(html, e);
        }
    }

    /** The text of what the expression finds, blanks as a browser shows them. */
    private static String texts(Document page, String expression) {
        try {
            var found = XPathFactory.newInstance().newXPath().evaluateExpression(expression, page);
            return switch (found.type()) {
                case NODESET -> texts((Iterable<?>) found.value());
                default -> String.valueOf(found.value()).replaceFirst("\\.0$", "");
            };
        } catch (Exception e) {
            throw new AssertionError(expression, e);
        }
    }

    private static String texts(Iterable<?> nodes) {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(((Node) node).getTextContent()).append(' '));
        return text.toString().replaceAll("\\s+", " ").strip();
    }
}
