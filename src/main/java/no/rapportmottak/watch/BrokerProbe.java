package no.rapportmottak.watch;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import no.rapportmottak.registry.Routing;

/** The broker: whether it lets us in and answers. When it was away and does again, what waits for it need wait no longer. */
class BrokerProbe implements Probe {

    static final String NAME = "broker";

    private static final Duration SLOW = Duration.ofSeconds(1);

    private final ConnectionFactory connections;
    private final Runnable whenBack;
    private boolean away;

    BrokerProbe(ConnectionFactory connections, Runnable whenBack) {
        this.connections = connections;
        this.whenBack = whenBack;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() {
        long began = System.nanoTime();
        List<Trouble> troubles = ask();
        away = away || !troubles.isEmpty() || System.nanoTime() - began > SLOW.toNanos();
        if (away && troubles.isEmpty()) {
            whenBack.run();
            away = false;
        }
        return troubles;
    }

    /** To make a producer for a queue is to ask the broker for it. */
    private List<Trouble> ask() {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(Routing.ALARMS)).close();
            return List.of();
        } catch (JMSException e) {
            return List.of(Trouble.grave("does not answer: " + e.getMessage()));
        }
    }
}
