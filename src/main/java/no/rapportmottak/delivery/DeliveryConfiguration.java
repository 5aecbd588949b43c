package no.rapportmottak.delivery;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.ReportTypes;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsMessageType;
import org.apache.camel.converter.jaxb.JaxbDataFormat;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways out. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    /** Brokers of one process, as tests have several, are told apart by a number. */
    private static final AtomicInteger BROKERS = new AtomicInteger();

    private static final int CONNECTIONS = 4;

    @Bean
    ReceiptFolder receiptFolder(@Value("${rapportmottak.data}") Path data) {
        return new ReceiptFolder(data.resolve("senders"));
    }

    @Bean
    QueueMessages queueMessages(Routing routing, ReportTypes types) {
        return new QueueMessages(routing, types);
    }

    @Bean
    Consumption consumption() {
        return new Consumption();
    }

    @Bean
    @ConditionalOnProperty(name = "rapportmottak.broker.mode", havingValue = "embedded", matchIfMissing = true)
    BrokerUsers brokerUsers(BrokerSettings settings) {
        return new BrokerUsers(settings.users());
    }

    @Bean
    @ConditionalOnProperty(name = "rapportmottak.broker.mode", havingValue = "embedded", matchIfMissing = true)
    Broker broker(
            BrokerSettings settings, Home home, Routing routing, BrokerUsers users, Consumption consumption,
            @Value("${rapportmottak.data}") Path data)
            throws Exception {
        return new Broker(settings, home.file("config/broker.xml"), data.resolve("broker"), routing.allQueues(), users,
                BROKERS.getAndIncrement(), consumption);
    }

    @Bean
    @ConditionalOnProperty(name = "rapportmottak.broker.mode", havingValue = "embedded", matchIfMissing = true)
    JmsPoolConnectionFactory embeddedConnections(Broker broker, BrokerUsers users) {
        return pool(new ActiveMQConnectionFactory(broker.vmUrl(), BrokerUsers.HUB, users.hubPassword()));
    }

    @Bean
    @ConditionalOnProperty(name = "rapportmottak.broker.mode", havingValue = "external")
    JmsPoolConnectionFactory externalConnections(BrokerSettings settings) {
        return pool(new ActiveMQConnectionFactory(settings.url(), settings.user(), settings.password()));
    }

    private static JmsPoolConnectionFactory pool(ActiveMQConnectionFactory broker) {
        broker.setCallTimeout(10_000);
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(broker);
        pool.setMaxConnections(CONNECTIONS);
        return pool;
    }

    /** The canonical form as XML, by the classes of every report type; puts no properties of its own to messages. */
    @Bean
    JaxbDataFormat canonicalXml(ReportTypes types) {
        JaxbDataFormat xml = new JaxbDataFormat(
                types.all().stream().map(ReportType::javaPackage).collect(Collectors.joining(":")));
        xml.setContentTypeHeader(false);
        return xml;
    }

    /** Sends what it is given, durably, and waits until the broker has it; creates no queues. */
    @Bean
    JmsComponent jms(ConnectionFactory connections) {
        JmsComponent jms = JmsComponent.jmsComponent(connections);
        jms.getConfiguration().setDeliveryPersistent(true);
        jms.getConfiguration().setJmsMessageType(JmsMessageType.Text);
        jms.getConfiguration().setPreserveMessageQos(false);
        return jms;
    }
}
