package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import no.rapportmottak.hub.Queues.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same bytes twice, the same report twice, and trials. */
@HubTest
class VersionsTest {

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void answersDuplicateWithTheFirst() throws Exception {
        String sender = hub.sender();
        String document = AReport.ofItsOwn().json();
        JsonNode first = hub.send(sender, document);

        JsonNode second = hub.send(sender, document);

        assertThat(outcome(second)).isEqualTo("DUPLIKAT");
        assertThat(codes(second)).isEmpty();
        for (String field : new String[] {"referanse", "sha256", "mottatt", "utfall"}) {
            assertThat(second.get("original").get(field)).as(field).isEqualTo(first.get(field));
        }
        hub.settle();
        assertThat(hub.archived(reference(second))).isEmpty();
        assertThat(messagesOf(reference(second))).isZero();
    }

    @Test
    void answersARepetitionOfASupersededReportAsDuplicate() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());
        hub.send(sender, report.replacing(reference(first)).json());

        JsonNode repeated = hub.send(sender, report.json());

        assertThat(outcome(repeated)).isEqualTo("DUPLIKAT");
        assertThat(repeated.get("original").get("referanse").asText()).isEqualTo(reference(first));
    }

    @Test
    void takesTheSameBytesFromAnotherSenderAsAReport() throws Exception {
        String document = AReport.ofItsOwn().json();
        JsonNode first = hub.send(hub.sender(), document);

        JsonNode second = hub.send(hub.sender(), document);

        assertThat(codes(second)).containsExactly("KOR-001");
        assertThat(second.get("funn").get(0).get("melding").asText()).contains(reference(first));
    }

    @Test
    void checksBytesThatWereRejectedAsNew() throws Exception {
        String sender = hub.sender();
        String document = AReport.ofItsOwn().with("/regnskap", "ubrukt", 7).json();
        JsonNode first = hub.send(sender, document);

        JsonNode second = hub.send(sender, document);

        assertThat(outcome(second)).isEqualTo("AVVIST");
        assertThat(second.get("original").isNull()).isTrue();
        assertThat(codes(second)).isEqualTo(codes(first)).contains("TSR-017");
    }

    @Test
    void rejectsASecondReportThatDoesNotNameTheFirst() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());

        JsonNode second = hub.send(sender, report.corrected().json());

        assertThat(outcome(second)).isEqualTo("AVVIST");
        assertThat(codes(second)).containsExactly("KOR-001");
        assertThat(second.get("funn").get(0).get("melding").asText()).contains(reference(first));
        assertThat(second.get("funn").get(0).get("tiltak").asText()).contains("erstatter", reference(first));
    }

    @Test
    void acceptsASecondReportThatNamesTheFirst() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());

        JsonNode second = hub.send(sender, report.corrected().replacing(reference(first)).json());

        assertThat(outcome(second)).isEqualTo("GODKJENT");
        assertThat(second.get("erstatter").asText()).isEqualTo(reference(first));
        assertThat(second.get("erstattetAv").isNull()).isTrue();
        Read message = queues.message(Queues.REPORTS, reference(second));
        assertThat(message.properties())
                .containsEntry("versjon", 2)
                .containsEntry("hendelse", "ERSTATTER")
                .containsEntry("erstatter", reference(first));
    }

    @Test
    void keepsTheFirstValidWhileItsReplacementIsRejected() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());
        hub.send(sender, report.with("/regnskap", "ubrukt", 7).replacing(reference(first)).json());

        JsonNode third = hub.send(sender, report.replacing(reference(first)).json());

        assertThat(outcome(third)).isEqualTo("GODKJENT");
        assertThat(queues.message(Queues.REPORTS, reference(third)).properties()).containsEntry("versjon", 2);
    }

    @Test
    void rejectsAReplacementOfAReportThatIsNone() throws Exception {
        String unknown = "018f0000-0000-7000-8000-000000000000";

        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().replacing(unknown).json());

        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        assertThat(codes(receipt)).containsExactly("KOR-002");
        assertThat(receipt.get("funn").get(0).get("sti").asText()).isEqualTo("/erstatter");
        assertThat(receipt.get("funn").get(0).get("melding").asText()).contains(unknown);
    }

    @Test
    void rejectsAReplacementOfAnotherReport() throws Exception {
        String sender = hub.sender();
        JsonNode another = hub.send(sender, AReport.ofItsOwn().json());

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().replacing(reference(another)).json());

        assertThat(codes(receipt)).containsExactly("KOR-002");
    }

    @Test
    void saysWhatACorrectionChanged() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String first = reference(hub.send(sender, report.json()));

        JsonNode receipt = hub.send(sender, report.corrected().replacing(first).json());

        String change = "[{\"sti\":\"/kontakt/telefon\",\"foer\":\"+47 00 00 00 01\",\"etter\":\"+47 00 00 00 99\"}]";
        assertThat(receipt.get("endringer")).hasToString(change);
        hub.settle();
        assertThat(queues.message(Queues.REPORTS, reference(receipt)).properties())
                .containsEntry("endringer", change).containsEntry("antallEndringer", 1);
    }

    @Test
    void rejectsAReplacementOfWhatIsReplacedAlready() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());
        JsonNode second = hub.send(sender, report.replacing(reference(first)).json());

        JsonNode third = hub.send(sender, report.corrected().replacing(reference(first)).json());

        assertThat(codes(third)).containsExactly("KOR-003");
        assertThat(third.get("funn").get(0).get("melding").asText()).contains(reference(second));
    }

    @Test
    void answersATrialWithReceiptsAlone() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String trial = report.with("proevekjoering", true).json();

        JsonNode receipt = hub.send(sender, trial);
        JsonNode again = hub.send(sender, trial);
        JsonNode real = hub.send(sender, report.json());

        assertThat(outcome(receipt)).isEqualTo("GODKJENT");
        assertThat(receipt.get("proevekjoering").asBoolean()).isTrue();
        assertThat(outcome(again)).isEqualTo("GODKJENT");
        assertThat(outcome(real)).isEqualTo("GODKJENT");
        hub.settle();
        assertThat(hub.archived(reference(receipt))).isEmpty();
        assertThat(messagesOf(reference(receipt))).isZero();
        assertThat(queues.message(Queues.REPORTS, reference(real)).properties()).containsEntry("versjon", 1);
    }

    @Test
    void keepsARejectedTrialOutOfTheArchive() throws Exception {
        JsonNode receipt = hub.send(
                hub.sender(), AReport.ofItsOwn().with("proevekjoering", true).with("/regnskap", "ubrukt", 7).json());

        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        hub.settle();
        assertThat(hub.archived(reference(receipt))).isEmpty();
    }

    private int messagesOf(String reference) {
        String selector = "referanse = '" + reference + "'";
        return queues.messages(Queues.REPORTS, selector).size() + queues.messages(Queues.ARCHIVED, selector).size();
    }
}
