package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import no.rapportmottak.hub.AReport;
import no.rapportmottak.hub.Hub;
import no.rapportmottak.hub.HubTest;
import no.rapportmottak.hub.Queues;
import no.rapportmottak.hub.Queues.Read;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the page for consumers says of refusing a message is so. */
@HubTest
class RefusalsTest {

    private static final int REJECTED = 2;
    private static final String DEAD_LETTERS = Queues.REPORTS + ".dlq";

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void movesWhatAmqpRejectsToTheDeadLetters() throws Exception {
        Read sent = aMessage();
        String reference = reference(sent);

        try (JMSContext session = amqp().createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                var consumer = session.createConsumer(session.createQueue(Queues.REPORTS), about(reference))) {
            Message message = consumer.receive(10_000);
            message.setIntProperty("JMS_AMQP_ACK_TYPE", REJECTED);
            message.acknowledge();
        }

        try (Queues operator = queues.asOperator()) {
            Read dead = operator.message(DEAD_LETTERS, reference);
            assertThat(dead.body()).isEqualTo(sent.body());
            assertThat(dead.properties()).containsAllEntriesOf(sent.properties());
        }
        assertThat(queues.messages(Queues.REPORTS, about(reference))).isEmpty();
    }

    @Test
    void losesWhatStompNacks() throws Exception {
        String reference = reference(aMessage());

        try (Socket broker = new Socket("127.0.0.1", queues.port())) {
            Scanner frames = new Scanner(broker.getInputStream(), StandardCharsets.UTF_8).useDelimiter("\0\n*");
            send(broker, "CONNECT\naccept-version:1.2\nhost:hub\nlogin:" + Queues.USER + "\npasscode:" + Queues.PASSWORD);
            assertThat(frames.next()).startsWith("CONNECTED");
            send(broker, "SUBSCRIBE\nid:1\nack:client-individual\ndestination:" + Queues.REPORTS
                    + "\nselector:" + about(reference));
            String id = frames.next().replaceAll("(?s).*\nack:([^\n]+)\n.*", "$1");
            send(broker, "NACK\nid:" + id);
            send(broker, "DISCONNECT\nreceipt:done");
            assertThat(frames.next()).startsWith("RECEIPT");
        }

        assertThat(queues.messages(Queues.REPORTS, about(reference))).isEmpty();
        try (Queues operator = queues.asOperator()) {
            assertThat(operator.messages(DEAD_LETTERS, about(reference))).isEmpty();
        }
    }

    private Read aMessage() throws Exception {
        return queues.message(Queues.REPORTS, Hub.reference(hub.send(hub.sender(), AReport.ofItsOwn().json())));
    }

    private JmsConnectionFactory amqp() {
        return new JmsConnectionFactory(Queues.USER, Queues.PASSWORD, "amqp://127.0.0.1:" + queues.port());
    }

    private static String reference(Read message) {
        return (String) message.properties().get("referanse");
    }

    private static String about(String reference) {
        return "referanse = '" + reference + "'";
    }

    private static void send(Socket broker, String frame) throws IOException {
        broker.getOutputStream().write((frame + "\n\n\0").getBytes(StandardCharsets.UTF_8));
    }
}
