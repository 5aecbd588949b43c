package no.rapportmottak.receipt;

import static no.rapportmottak.receipt.ADecision.that;
import static no.rapportmottak.submission.Severity.ADVARSEL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import org.junit.jupiter.api.Test;

class ReceiptTextTest {

    // A document that nobody sent is answered in bokmål, whatever the senders read.
    private final Receipts receipts = new Receipts(sender -> "en");

    @Test
    void givesEachFindingABlock() {
        Decision decision = that(Outcome.AVVIST)
                .offline("AVS-001", "KOR-001")
                .found(ADecision.WRONG_SUM)
                .found("MOT-011", ADVARSEL, "Filen begynner med et BOM-merke.")
                .decision();

        String text = receipts.text(decision, "inn/rapport.xml");

        assertThat(text).isEqualTo("""
                AVVIST  inn/rapport.xml
                  tilskuddsrapport v1, regelversjon 2023.1, funn: 2

                  FEIL TSR-014  41:9  /regnskap/sumUtgifter
                      Summen av utgiftene er 900, men linjene gir 800.
                      Gjør slik: Regn ut summen på nytt.

                  ADVARSEL MOT-011
                      Filen begynner med et BOM-merke.

                  Ikke kontrollert: AVS-001, KOR-001
                """);
    }

    @Test
    void saysWhetherTheGivenInstantWasWithinTheDeadline() {
        Decision decision = that(Outcome.GODKJENT)
                .offline()
                .late()
                .receivedAt(Instant.parse("2024-04-02T10:00:00Z"))
                .decision();

        String text = receipts.text(decision, "rapport.xml");

        assertThat(text).isEqualTo("""
                GODKJENT  rapport.xml
                  tilskuddsrapport v1, regelversjon 2023.1, funn: 0
                  Levert etter fristen, 1. april 2023.
                """);
    }

    @Test
    void breaksLongMessagesBetweenWords() {
        String message = "ord ".repeat(40) + "x".repeat(120);

        String text = receipts.text(that(Outcome.AVVIST).offline().found("TSR-001", ADVARSEL, message).decision(), "a");

        assertThat(text.lines().skip(4).map(String::length)).containsExactly(89, 81, 126);
    }

    @Test
    void letsNoDocumentSteerTheTerminal() {
        Finding hostile = new Finding(
                "TSR-001", ADVARSEL, "/\u001B[2J", 1, 1, "a\u001B]0;x\u0007\nb\u202Ec", "\u009B31m\r");

        String text = receipts.text(that(Outcome.AVVIST).offline().found(hostile).decision(), "\u001B[1m\n.xml");

        assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\u202E]");
        assertThat(text.lines()).hasSize(6);
    }
}
