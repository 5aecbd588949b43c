package no.rapportmottak.watch;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import no.rapportmottak.registry.Routing;

/** The broker: whether it lets us in and answers. */
class BrokerProbe implements Probe {

    static final String NAME = "broker";

    private final ConnectionFactory connections;

    BrokerProbe(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** To make a producer for a queue is to ask the broker for it. */
    @Override
    public List<Trouble> look() {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(Routing.ALARMS)).close();
            return List.of();
        } catch (JMSException e) {
            return List.of(Trouble.grave("does not answer: " + e.getMessage()));
        }
    }
}
