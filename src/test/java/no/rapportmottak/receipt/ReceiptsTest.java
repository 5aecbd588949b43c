package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static no.rapportmottak.receipt.ADecision.REFERENCE;
import static no.rapportmottak.receipt.ADecision.that;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.ReceiptFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptsTest {

    private final Receipts receipts = new Receipts(sender -> null);

    @Test
    void saysOnlyAtReceptionThatTheBytesAreSafe() {
        ReceiptFile receipt = receipts.reception(that(Outcome.AVVIST).decision().submission());

        assertThat(receipt.name()).isEqualTo("rapport.xml." + REFERENCE + ".mottak.json");
        assertThat(receipt.mediaType()).isEqualTo("application/json");
        assertThat(text(receipt))
                .contains("\"steg\": \"MOTTAK\"", "\"utfall\": \"MOTTATT\"", "\"behandlet\": null", "\"funn\": []");
    }

    @Test
    void givesTheJsonOfAResultLast() {
        List<ReceiptFile> result = receipts.result(that(Outcome.GODKJENT).decision());

        String name = "rapport.xml." + REFERENCE + ".resultat.";
        assertThat(result).extracting(ReceiptFile::name).containsExactly(name + "xml", name + "html", name + "json");
        assertThat(result)
                .extracting(ReceiptFile::mediaType)
                .containsExactly("application/xml", "text/html", "application/json");
    }

    @Test
    void keepsTheReceptionBeforeTheResult() {
        Decision decision = that(Outcome.GODKJENT).decision();

        List<ReceiptFile> kept = receipts.all(decision);

        assertThat(kept).extracting(file -> file.name().replaceFirst(".*" + REFERENCE + ".", ""))
                .containsExactly("mottak.json", "resultat.xml", "resultat.html", "resultat.json");
    }

    @ParameterizedTest
    @MethodSource("no.rapportmottak.receipt.Cases#all")
    void givesTheSameBytesEveryTime(Decision decision) {
        List<ReceiptFile> once = receipts.all(decision);

        List<ReceiptFile> again = new Receipts(sender -> "nb").all(decision);

        assertThat(again).usingRecursiveComparison().isEqualTo(once);
    }

    @Test
    void writesThePageInTheLanguageOfTheSender() {
        Senders senders = new Senders(List.of(
                new Sender("solvik", null, null, null, "nn", List.of(), List.of(), List.of(), null, true)));
        Receipts configured = new ReceiptConfiguration().receipts(senders, null);

        ReceiptFile page = configured.result(that(Outcome.GODKJENT).decision()).get(1);

        assertThat(text(page)).contains("<html lang=\"nn\">", "Rapporten er godkjend");
    }

    @Test
    void writesBokmaalToASenderThatIsNoLongerThere() {
        Receipts configured = new ReceiptConfiguration().receipts(new Senders(List.of()), null);

        ReceiptFile page = configured.result(that(Outcome.GODKJENT).decision()).get(1);

        assertThat(text(page)).contains("<html lang=\"nb\">");
    }

    @Test
    void leavesEmptyOfflineWhatOnlyASubmissionHas() {
        Decision decision = that(Outcome.GODKJENT).offline("AVS-001").decision();

        ObjectNode answer = receipts.offline(decision, "./inn/rapport.xml");

        assertThat(List.of("referanse", "avsender", "mottatt", "behandlet", "erstattetAv", "innenFrist", "original"))
                .allMatch(name -> answer.get(name).isNull());
        assertThat(answer.get("fil").textValue()).isEqualTo("./inn/rapport.xml");
        assertThat(answer.get("ikkeKontrollert").toString()).isEqualTo("[\"AVS-001\"]");
        assertThat(answer.get("utfall").textValue()).isEqualTo("GODKJENT");
    }

    @Test
    void keepsOfflineTheInstantThatWasGiven() {
        Decision decision =
                that(Outcome.GODKJENT).offline().receivedAt(Instant.parse("2023-04-01T00:00:00Z")).decision();

        JsonNode answer = receipts.offline(decision, "rapport.xml");

        assertThat(answer.get("mottatt").textValue()).isEqualTo("2023-04-01T00:00:00.000Z");
    }

    private static String text(ReceiptFile file) {
        return new String(file.content(), UTF_8);
    }
}
