package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSRuntimeException;
import java.util.Map;
import no.rapportmottak.hub.Queues.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What consuming systems read. */
@HubTest
class MessagesTest {

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void sendsTheCanonicalFormWithTheContractsProperties() throws Exception {
        String sender = hub.sender();

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

        Read message = queues.message(Queues.REPORTS, reference(receipt));
        assertThat(message.body()).isEqualTo(hub.inPackage(reference(receipt), "/tilskuddsrapport.json"));
        String messageId = (String) message.properties().get("meldingId");
        assertThat(messageId).isNotBlank();
        assertThat(message.properties()).containsAllEntriesOf(Map.ofEntries(
                Map.entry("referanse", reference(receipt)),
                Map.entry("_AMQ_DUPL_ID", messageId),
                Map.entry("hendelse", "NY"),
                Map.entry("versjon", 1),
                Map.entry("rapporttype", "tilskuddsrapport"),
                Map.entry("skjemaversjon", "v1"),
                Map.entry("avsender", sender),
                Map.entry("organisasjonsnummer", "999263550"),
                Map.entry("kapittel", "765"),
                Map.entry("post", "62"),
                Map.entry("budsjettaar", 2023),
                Map.entry("sha256", receipt.get("sha256").asText())));
        assertThat((String) message.properties().get("traceparent"))
                .matches("00-" + reference(receipt).replace("-", "") + "-[0-9a-f]{16}-01");
        assertThat(message.properties()).doesNotContainKeys("erstatter", "avdeling").doesNotContainValue("");
    }

    @Test
    void tellsOfThePackageInTheArchive() throws Exception {
        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().json());

        Read message = queues.message(Queues.ARCHIVED, reference(receipt));

        JsonNode body = Hub.JSON.readTree(message.body());
        assertThat(body.properties()).extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("referanse", "pakke", "sha256", "rapporttype", "utfall");
        assertThat(body.get("referanse").asText()).isEqualTo(reference(receipt));
        assertThat(body.get("pakke").asText()).isEqualTo("archive/2024/02/" + reference(receipt) + ".zip");
        assertThat(body.get("sha256").asText()).isEqualTo(Hub.sha256(hub.data().resolve(body.get("pakke").asText())));
        assertThat(body.get("utfall").asText()).isEqualTo("GODKJENT");
    }

    @Test
    void tellsOfRejectedPackagesToo() throws Exception {
        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().with("/regnskap", "sumUtgifter", 1).json());

        Read message = queues.message(Queues.ARCHIVED, reference(receipt));

        JsonNode body = Hub.JSON.readTree(message.body());
        assertThat(body.get("utfall").asText()).isEqualTo("AVVIST");
        assertThat(body.get("pakke").asText()).isEqualTo("archive/rejected/2024/02/" + reference(receipt) + ".zip");
        hub.settle();
        assertThat(queues.messages(Queues.REPORTS, "referanse = '" + reference(receipt) + "'")).isEmpty();
    }

    @Test
    void givesXmlAndJsonOfTheSameReportTheSameCanonicalForm() throws Exception {
        AReport report = AReport.ofItsOwn();
        String sender = hub.sender();

        JsonNode fromXml = hub.send(sender, report.xml());
        JsonNode fromJson = hub.send(sender, report.replacing(reference(fromXml)).json());
        JsonNode fromXmlAgain = hub.send(sender, report.replacing(reference(fromXml)).xml());

        assertThat(outcome(fromXml)).isEqualTo("GODKJENT");
        assertThat(outcome(fromJson)).isEqualTo("GODKJENT");
        assertThat(Hub.codes(fromXmlAgain)).containsExactly("KOR-003");
        assertThat(hub.inPackage(reference(fromXmlAgain), "/tilskuddsrapport.json"))
                .isEqualTo(queues.message(Queues.REPORTS, reference(fromJson)).body());
    }

    @Test
    void letsAConsumerTakeItsMessages() throws Exception {
        String reference = reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        queues.message(Queues.REPORTS, reference);

        assertThat(queues.take(Queues.REPORTS, reference).properties()).containsEntry("referanse", reference);

        assertThat(queues.messages(Queues.REPORTS, "referanse = '" + reference + "'")).isEmpty();
    }

    @Test
    void refusesAConsumerAtQueuesThatAreNotItsOwn() {
        assertThatThrownBy(() -> queues.messages("rapportmottak.varsel", "versjon = 1"))
                .hasMessageContaining("rapportmottak.varsel");
        assertThatThrownBy(() -> queues.messages(Queues.REPORTS + ".dlq", "versjon = 1"))
                .hasMessageContaining(".dlq");
    }

    @Test
    void refusesAConsumerWithAWrongPassword() {
        assertThatThrownBy(() -> queues.withPassword("feil").messages(Queues.REPORTS, "versjon = 1"))
                .isInstanceOf(JMSRuntimeException.class);
    }
}
