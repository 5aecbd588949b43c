package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import no.rapportmottak.delivery.Consumption.QueueState;
import no.rapportmottak.delivery.Consumption.Removal;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real broker tells of its messages. */
class ConsumptionTest {

    private static final String QUEUE = "hod.x";

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final Consumption consumption = new Consumption();
    private ActiveMQConnectionFactory connections;
    private JMSContext session;

    @BeforeEach
    void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(), Map.of("serverId", 4711)));
        for (String name : List.of(QUEUE, QUEUE + ".dlq")) {
            configuration.addQueueConfiguration(
                    QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST));
        }
        configuration.addAddressSetting(QUEUE, new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(QUEUE + ".dlq")).setMaxDeliveryAttempts(1));
        configuration.registerBrokerPlugin(consumption);
        server.setConfiguration(configuration);
        server.start();
        consumption.watch(server.getActiveMQServer(), List.of(QUEUE));
        connections = new ActiveMQConnectionFactory("vm://4711");
        session = connections.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        session.createProducer().setProperty("meldingId", "m-1").send(session.createQueue(QUEUE), "{}");
    }

    @AfterEach
    void stop() throws Exception {
        session.close();
        connections.close();
        server.stop();
    }

    private QueueState state() {
        return consumption.states().get(0);
    }

    private Queue queue() {
        return server.getActiveMQServer().locateQueue(SimpleString.of(QUEUE));
    }

    @Test
    void seesWhatAConsumerHoldsAndAcknowledges() throws JMSException {
        try (JMSConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
            var message = consumer.receive(5000);

            assertThat(state()).extracting(QueueState::consumers, QueueState::held, QueueState::acknowledged)
                    .containsExactly(1, 1, 0L);
            message.acknowledge();
            await().untilAsserted(() -> assertThat(state())
                    .extracting(QueueState::held, QueueState::acknowledged).containsExactly(0, 1L));
        }
        assertThat(consumption.removals()).isEmpty();
    }

    @Test
    void remembersWhatAdministrationRemoves() throws Exception {
        queue().deleteReference(queue().peekFirstMessage().getMessage().getMessageID());

        assertThat(consumption.removals()).extracting(Removal::queue, Removal::id)
                .containsExactly(tuple(QUEUE, "m-1"));
    }

    @Test
    void remembersWhatAdministrationPurges() throws Exception {
        queue().deleteAllReferences();

        assertThat(consumption.removals()).extracting(Removal::id).containsExactly("m-1");
    }

    @Test
    void takesADeadLetterForNoRemoval() throws Exception {
        try (JMSContext failing = connections.createContext(JMSContext.SESSION_TRANSACTED);
                JMSConsumer consumer = failing.createConsumer(failing.createQueue(QUEUE))) {
            consumer.receive(5000);
            failing.rollback();
        }

        assertThat(server.getActiveMQServer().locateQueue(SimpleString.of(QUEUE + ".dlq")).getMessageCount()).isEqualTo(1);
        assertThat(consumption.removals()).isEmpty();
    }
}
