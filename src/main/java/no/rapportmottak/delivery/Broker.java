package no.rapportmottak.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.registry.ConfigurationMistake;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The embedded Artemis: {@code config/broker.xml} with our acceptor, directories, users and queues put onto it.
 * Each queue has its dead letters in {@code <queue>.dlq}.
 */
final class Broker implements AutoCloseable {

    private static final String STORE = "PKCS12";
    private static final int MOST_DELIVERIES = 10;
    private static final long FIRST_REDELIVERY_MILLIS = 5_000;
    private static final long LAST_REDELIVERY_MILLIS = 300_000;
    /** Of a file of a paged queue; what is read ahead of its consumer is twice as much at most. */
    private static final int PAGE_BYTES = 2 * 1024 * 1024;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final int vmId;

    Broker(BrokerSettings settings, Path brokerXml, Path directory, Set<String> queues, BrokerUsers users, int vmId,
            Consumption consumption)
            throws Exception {
        this.vmId = vmId;
        Configuration configuration = read(brokerXml);
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large-messages").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setSecurityEnabled(true);
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of("serverId", vmId), "in-vm"));
        if (settings.port() != 0) {
            configuration.addAcceptorConfiguration(outside(settings));
        }
        configuration.putSecurityRoles("#", users.at("#"));
        queues.forEach(queue -> addQueue(configuration, queue, users));
        server.setConfiguration(configuration);
        server.setSecurityManager(users);
        configuration.registerBrokerPlugin(consumption);
        server.start();
        consumption.watch(server.getActiveMQServer(), List.copyOf(queues));
    }

    private static Configuration read(Path brokerXml) {
        try (InputStream in = Files.newInputStream(brokerXml)) {
            return new FileConfigurationParser().parseMainConfig(in);
        } catch (IOException e) {
            throw new ConfigurationMistake(brokerXml.toString(), "the file", "cannot be read (" + e + ")");
        } catch (Exception e) {
            throw new ConfigurationMistake(brokerXml.toString(), "the file", "is no broker configuration: " + e.getMessage());
        }
    }

    private static TransportConfiguration outside(BrokerSettings settings) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                TransportConstants.HOST_PROP_NAME, settings.address(),
                TransportConstants.PORT_PROP_NAME, settings.port(),
                TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP,STOMP"));
        if (settings.tls() != null) {
            parameters.putAll(tls(settings.tls()));
        }
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, "outside");
    }

    private static Map<String, Object> tls(BrokerSettings.Tls tls) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3,TLSv1.2");
        parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, STORE);
        parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, tls.keyStore());
        parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, tls.keyStorePassword());
        if (tls.trustStore() != null) {
            parameters.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
            parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, STORE);
            parameters.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, tls.trustStore());
            parameters.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, tls.trustStorePassword());
        }
        return parameters;
    }

    private static void addQueue(Configuration configuration, String queue, BrokerUsers users) {
        String deadLetters = queue + Consumption.DEAD_LETTERS;
        for (String name : new String[] {queue, deadLetters}) {
            configuration.addQueueConfiguration(QueueConfiguration.of(name)
                    .setAddress(name)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
            configuration.putSecurityRoles(name, users.at(name));
        }
        configuration.addAddressSetting(queue, settings().setDeadLetterAddress(SimpleString.of(deadLetters)));
        configuration.addAddressSetting(deadLetters, settings());
    }

    /** Nothing is made, dropped, expired or thrown away by itself; full addresses page to the disk. */
    private static AddressSettings settings() {
        return new AddressSettings()
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageSizeBytes(PAGE_BYTES)
                .setMaxReadPageBytes(2 * PAGE_BYTES)
                .setMaxDeliveryAttempts(MOST_DELIVERIES)
                .setRedeliveryDelay(FIRST_REDELIVERY_MILLIS)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(LAST_REDELIVERY_MILLIS);
    }

    /** Where clients in this process connect. */
    String vmUrl() {
        return "vm://" + vmId;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
