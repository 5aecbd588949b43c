package no.rapportmottak.campaign;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads queues for as long as the campaign goes on, over whatever breaks, and drops repeated {@code meldingId}s. */
final class Consumer implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 20;
    private static final long REST_MILLIS = 500;

    static {
        // That a broker is away is what the campaign is about; its clients tell each time, and Logback without Spring all.
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        logs.getLogger("org.apache.qpid").setLevel(Level.OFF);
        logs.getLogger("org.apache.activemq").setLevel(Level.OFF);
    }

    private final ConnectionFactory broker;
    private final List<String> queues;
    private final Map<String, Map<String, String>> referenceOfId = new ConcurrentHashMap<>();
    private final LongAdder repeated = new LongAdder();
    private final Thread thread = new Thread(this::read, "campaign-consumer");
    private volatile boolean closed;

    Consumer(ConnectionFactory broker, List<String> queues) {
        this.broker = broker;
        this.queues = List.copyOf(queues);
        queues.forEach(queue -> referenceOfId.put(queue, new ConcurrentHashMap<>()));
        thread.setDaemon(true);
        thread.start();
    }

    /** The references of a queue's messages by their {@code meldingId}. */
    Map<String, String> messages(String queue) {
        return Map.copyOf(referenceOfId.get(queue));
    }

    long repeated() {
        return repeated.sum();
    }

    private void read() {
        while (!closed) {
            try (JMSContext context = broker.createContext()) {
                Map<String, JMSConsumer> consumers = new HashMap<>();
                queues.forEach(queue -> consumers.put(queue, context.createConsumer(context.createQueue(queue))));
                while (!closed) {
                    consumers.forEach(this::take);
                }
            } catch (JMSRuntimeException | IllegalStateException away) {
                pause();
            }
        }
    }

    private void take(String queue, JMSConsumer consumer) {
        for (Message message = consumer.receive(PATIENCE_MILLIS); message != null; message = consumer.receive(PATIENCE_MILLIS)) {
            try {
                String known = referenceOfId.get(queue)
                        .put(message.getStringProperty("meldingId"), message.getStringProperty("referanse"));
                if (known != null) {
                    repeated.increment();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
