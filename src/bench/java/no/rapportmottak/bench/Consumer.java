package no.rapportmottak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A consuming system: takes every message and knows when it came. */
final class Consumer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Instant> arrivals = new ConcurrentHashMap<>();
    private final ActiveMQConnectionFactory factory;
    private final Connection connection;

    Consumer(String url, List<String> queues) throws JMSException {
        factory = new ActiveMQConnectionFactory(url, HubProcess.USER, HubProcess.PASSWORD);
        connection = factory.createConnection();
        for (String queue : queues) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue(queue)).setMessageListener(this::take);
        }
        connection.start();
    }

    private void take(Message message) {
        Instant now = Instant.now();
        try {
            arrivals.put(JSON.readTree(message.getBody(String.class)).path("avsendersReferanse").asText(), now);
        } catch (JMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the sender's own reference. */
    Map<String, Instant> arrivals() {
        return arrivals;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        factory.close();
    }
}
