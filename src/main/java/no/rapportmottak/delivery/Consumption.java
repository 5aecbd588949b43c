package no.rapportmottak.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * What becomes of messages in the embedded broker: which were acknowledged by a consumer, and which were taken out by
 * administration. Of a broker outside it knows nothing.
 */
public class Consumption implements ActiveMQServerMessagePlugin {

    /** What the name of a queue's dead letters ends with. */
    static final String DEAD_LETTERS = ".dlq";

    private static final int MOST_REMOVALS = 1000;

    /**
     * How a queue stands.
     *
     * @param held         messages that a consumer has and did not acknowledge
     * @param acknowledged since the start
     * @param oldest       when its first message was sent, in milliseconds; 0 when there is none
     * @param refused      messages that its consumers gave up, in its dead letters
     */
    public record QueueState(
            String queue, long messages, int consumers, int held, long acknowledged, long oldest, long refused) {}

    /** A message that no consumer took; {@code id} is its {@code meldingId}. */
    public record Removal(String queue, String id, long messageId, long nanos) {}

    private final Map<String, AtomicLong> acknowledged = new ConcurrentHashMap<>();
    private final List<Removal> removals = new ArrayList<>();
    private volatile ActiveMQServer server;
    private volatile List<String> queues = List.of();

    void watch(ActiveMQServer broker, List<String> names) {
        this.queues = List.copyOf(names);
        this.server = broker;
    }

    @Override
    public void messageAcknowledged(
            Transaction transaction, MessageReference message, AckReason reason, ServerConsumer consumer) {
        String queue = message.getQueue().getName().toString();
        if (consumer != null && reason == AckReason.NORMAL) {
            acknowledged.computeIfAbsent(queue, name -> new AtomicLong()).incrementAndGet();
        } else if (consumer == null && reason != AckReason.EXPIRED) {
            remember(queue, message.getMessage());
        }
    }

    private void remember(String queue, Message message) {
        synchronized (removals) {
            removals.add(new Removal(queue, message.getStringProperty("meldingId"), message.getMessageID(), System.nanoTime()));
            if (removals.size() > MOST_REMOVALS) {
                removals.remove(0);
            }
        }
    }

    /** What is moved, as to the dead letters, is acknowledged where it lay; it is not gone. */
    @Override
    public void messageMoved(
            Transaction transaction, MessageReference message, AckReason reason, SimpleString address, Long queueId,
            ServerConsumer consumer, Message moved, RoutingStatus result) {
        synchronized (removals) {
            removals.removeIf(removal -> removal.messageId() == message.getMessage().getMessageID());
        }
    }

    /** What was taken out by administration, the oldest first. */
    public List<Removal> removals() {
        synchronized (removals) {
            return List.copyOf(removals);
        }
    }

    /** How the queues stand that consumers read. */
    public List<QueueState> states() {
        ActiveMQServer broker = server;
        return broker == null || !broker.isStarted() ? List.of() : queues.stream()
                .map(name -> Optional.ofNullable(broker.locateQueue(SimpleString.of(name))))
                .flatMap(Optional::stream)
                .map(queue -> state(queue, broker.locateQueue(queue.getName().concat(DEAD_LETTERS))))
                .toList();
    }

    private QueueState state(Queue queue, Queue deadLetters) {
        String name = queue.getName().toString();
        MessageReference first = queue.peekFirstMessage();
        return new QueueState(name, queue.getMessageCount(), queue.getConsumerCount(), queue.getDeliveringCount(),
                acknowledged.getOrDefault(name, new AtomicLong()).get(),
                first == null ? 0 : first.getMessage().getTimestamp(),
                deadLetters == null ? 0 : deadLetters.getMessageCount());
    }
}
