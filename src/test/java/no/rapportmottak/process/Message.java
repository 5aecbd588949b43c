package no.rapportmottak.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;

/** What a consuming system gets over AMQP 1.0, in a process of its own. */
record Message(String id, String reference, String type, String body) {

    private static final long PATIENCE = 15_000;
    private static final long SILENCE = 500;

    /** Takes as many messages as are expected, and then those that nobody expected. */
    static List<Message> take(Hub hub, int expected) throws Exception {
        JmsConnectionFactory factory =
                new JmsConnectionFactory(Hub.CONSUMER, Hub.PASSWORD, "amqp://127.0.0.1:" + hub.ports.broker());
        List<Message> taken = new ArrayList<>();
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(Hub.QUEUE))) {
            connection.start();
            for (TextMessage message = next(consumer, taken, expected); message != null; message = next(consumer, taken, expected)) {
                new ObjectMapper().readTree(message.getText());
                taken.add(new Message(message.getStringProperty("meldingId"), message.getStringProperty("referanse"),
                        message.getStringProperty("rapporttype"), message.getText()));
            }
        }
        return taken;
    }

    private static TextMessage next(MessageConsumer consumer, List<Message> taken, int expected) throws Exception {
        return (TextMessage) consumer.receive(taken.size() < expected ? PATIENCE : SILENCE);
    }
}
