package no.rapportmottak.bench;

import jakarta.jms.ConnectionFactory;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Artemis in the process with the hub's own {@code broker.xml}, for those the hub is held against. */
final class LocalBroker implements AutoCloseable {

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    LocalBroker(Path brokerXml, Path folder, List<String> queues) throws Exception {
        Configuration configuration;
        try (InputStream in = Files.newInputStream(brokerXml)) {
            configuration = new FileConfigurationParser().parseMainConfig(in);
        }
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large-messages").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName()));
        queues.forEach(queue -> configuration.addQueueConfiguration(QueueConfiguration.of(queue)
                .setAddress(queue).setRoutingType(RoutingType.ANYCAST).setDurable(true)));
        server.setConfiguration(configuration);
        server.start();
    }

    ConnectionFactory connections() {
        return new ActiveMQConnectionFactory("vm://0");
    }

    long messages(String queue) {
        return server.getActiveMQServer().locateQueue(queue).getMessageCount();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
