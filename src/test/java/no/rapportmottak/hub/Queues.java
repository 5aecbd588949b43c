package no.rapportmottak.hub;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** A consuming system: an AMQP 1.0 client with the user that its operator was given. */
public class Queues implements AutoCloseable {

    public static final String USER = "konsument";
    public static final String PASSWORD = "les-dette";
    static final String OPERATOR = "operatoer";
    public static final String REPORTS = "hod.tilskuddsrapport";
    public static final String ARCHIVED = "arkiv.innsending";

    /** A browser that asks while a message arrives is now and then never told that it has seen all; it asks again. */
    private static final String QUICK_TO_DOUBT = "?amqp.drainTimeout=2000";

    /** What a consumer sees of a message. */
    public record Read(String body, Map<String, Object> properties) {}

    private final int port;
    private final JmsConnectionFactory broker;
    private JMSContext session;

    @Autowired
    Queues(@Value("${rapportmottak.broker.port}") int port) {
        this(port, USER, PASSWORD);
    }

    private Queues(int port, String user, String password) {
        this.port = port;
        this.broker = new JmsConnectionFactory(user, password, "amqp://127.0.0.1:" + port + QUICK_TO_DOUBT);
    }

    Queues withPassword(String password) {
        return new Queues(port, USER, password);
    }

    /** An operator, who may read every queue. */
    public Queues asOperator() {
        return new Queues(port, OPERATOR, PASSWORD);
    }

    /** A connection whose messages have to be acknowledged one by one; the caller closes it. */
    JMSContext connect() {
        return broker.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
    }

    public int port() {
        return port;
    }

    /** The one message about a submission, left in its queue; waits for it. */
    public Read message(String queue, String reference) {
        return Hub.soon("message in " + queue)
                .until(() -> messages(queue, "referanse = '" + reference + "'"), found -> found.size() == 1)
                .get(0);
    }

    /** All messages in a queue now that fit a JMS selector; they stay there. */
    public List<Read> messages(String queue, String selector) {
        JMSContext jms = session();
        try (QueueBrowser browser = jms.createBrowser(jms.createQueue(queue), selector)) {
            List<Read> all = new ArrayList<>();
            for (Object message : Collections.list(browser.getEnumeration())) {
                all.add(read((Message) message));
            }
            return all;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the message about a submission out of its queue; null when there is none within a second. */
    public Read take(String queue, String reference) throws JMSException {
        JMSContext jms = session();
        try (var consumer = jms.createConsumer(jms.createQueue(queue), "referanse = '" + reference + "'")) {
            Message message = consumer.receive(1000);
            return message == null ? null : read(message);
        }
    }

    private static Read read(Message message) throws JMSException {
        Map<String, Object> properties = new TreeMap<>();
        for (Object name : Collections.list(message.getPropertyNames())) {
            properties.put((String) name, message.getObjectProperty((String) name));
        }
        return new Read(message.getBody(String.class), properties);
    }

    private synchronized JMSContext session() {
        if (session == null) {
            session = broker.createContext();
        }
        return session;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
