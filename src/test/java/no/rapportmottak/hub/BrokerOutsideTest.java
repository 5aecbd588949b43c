package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import no.rapportmottak.hub.Queues.Read;
import no.rapportmottak.ledger.Outbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A broker of its own, which may be away, and a queue that asks for XML. */
@OddHubTest
class BrokerOutsideTest {

    private static final Path XSD = Path.of("schemas/tilskuddsrapport/v1/tilskuddsrapport.xsd");

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Autowired
    ABroker broker;

    @Autowired
    Outbox outbox;

    @Test
    void keepsMessagesUntilTheBrokerIsBack() throws Exception {
        String sender = hub.sender();
        queues.message(Queues.REPORTS, reference(hub.send(sender, AReport.ofItsOwn().json())));
        hub.settle();
        long dead = outbox.count("DOED");
        queues.close();
        broker.goAway();

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());
        JsonNode rejected = hub.send(sender, AReport.ofItsOwn().with("/regnskap", "ubrukt", 7).json());
        soon("packages").until(() -> hub.archived(reference(receipt)), Optional::isPresent);
        soon("packages").until(() -> hub.archived(reference(rejected)), Optional::isPresent);
        soon("what waits").until(() -> outbox.count("VENTER") == 4);
        broker.comeBack();

        assertThat(outcome(receipt)).isEqualTo("GODKJENT");
        hub.settle();
        assertThat(queues.messages(Queues.REPORTS, "referanse = '" + reference(receipt) + "'")).hasSize(1);
        assertThat(queues.messages(Queues.ARCHIVED, "referanse = '" + reference(receipt) + "'")).hasSize(1);
        assertThat(outbox.count("DOED")).isEqualTo(dead);
    }

    @Test
    void sendsValidXmlToAQueueThatAsksForIt() throws Exception {
        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().json());

        Read message = queues.message(OddSurroundings.XML_QUEUE, reference(receipt));

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(XSD.toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(message.body())));
        Read json = queues.message(Queues.REPORTS, reference(receipt));
        assertThat(message.properties())
                .containsEntry("referanse", reference(receipt))
                .containsOnlyKeys(json.properties().keySet())
                .doesNotContainEntry("meldingId", json.properties().get("meldingId"));
    }

    @Test
    void sendsXmlThatSaysTheSameAsTheCanonicalForm() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        JsonNode first = hub.send(sender, report.json());
        String xml = queues.message(OddSurroundings.XML_QUEUE, reference(first)).body();

        JsonNode again = hub.send(sender, xml);

        assertThat(Hub.codes(again)).containsExactly("KOR-001");
        assertThat(hub.inPackage(reference(again), "/tilskuddsrapport.json"))
                .isEqualTo(queues.message(Queues.REPORTS, reference(first)).body());
    }
}
