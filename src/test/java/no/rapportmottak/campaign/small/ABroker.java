package no.rapportmottak.campaign.small;

import java.util.Arrays;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A broker in a process of its own, so that it can be killed: {@code ABroker FOLDER PORT QUEUE…}. */
public final class ABroker {

    private ABroker() {}

    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistIDCache(true)
                .setIDCacheSize(20_000)
                .setJournalFileSize(1024 * 1024)
                .setJournalDirectory(folder + "/journal")
                .setBindingsDirectory(folder + "/bindings")
                .setLargeMessagesDirectory(folder + "/large")
                .setPagingDirectory(folder + "/paging")
                .addAcceptorConfiguration(new TransportConfiguration(NettyAcceptorFactory.class.getName(),
                        Map.of("host", "127.0.0.1", "port", arguments[1], "protocols", "CORE,AMQP"), "outside"));
        for (String queue : Arrays.asList(arguments).subList(2, arguments.length)) {
            configuration.addQueueConfiguration(
                    QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST).setDurable(true));
        }
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        System.out.println("READY");
        System.in.read();
        Runtime.getRuntime().halt(1);
    }
}
