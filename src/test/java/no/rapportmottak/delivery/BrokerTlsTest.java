package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.process.Ports;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The broker's port with TLS, where clients have to show a certificate too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerTlsTest {

    private static final String SECRET = "bare-for-testen";
    private static final String QUEUE = "hod.x";

    /** A client that is not let in gets no answer, and waits for one. */
    private static final String SOON = "&callTimeout=2000";

    @TempDir
    static Path folder;

    private Broker broker;
    private int port;

    @BeforeAll
    void start() throws Exception {
        String own = store("broker");
        String client = store("client");
        keytool("-exportcert", "-alias", "client", "-keystore", client, "-file", folder.resolve("client.cer").toString());
        keytool("-importcert", "-noprompt", "-alias", "client", "-file", folder.resolve("client.cer").toString(),
                "-keystore", folder.resolve("trusted.p12").toString());
        port = Ports.one();
        BrokerSettings settings = new BrokerSettings(BrokerSettings.Mode.EMBEDDED, null, null, null, port, "127.0.0.1",
                new BrokerSettings.Tls(own, SECRET, folder.resolve("trusted.p12").toString(), SECRET), Map.of());
        BrokerUsers users = new BrokerUsers(Map.of(
                "fag", new BrokerSettings.User(SECRET, BrokerSettings.Role.KONSUMENT, List.of(QUEUE))));
        broker = new Broker(settings, Path.of("config/broker.xml"), folder.resolve("broker"), Set.of(QUEUE), users, 4712,
                new Consumption());
    }

    @AfterAll
    void stop() throws Exception {
        broker.close();
    }

    private static String store(String name) throws Exception {
        String store = folder.resolve(name + ".p12").toString();
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                "-ext", "san=ip:127.0.0.1", "-keystore", store);
        return store;
    }

    private static void keytool(String... arguments) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder line = new ProcessBuilder(program);
        line.command().addAll(List.of(arguments));
        line.command().addAll(List.of("-storetype", "PKCS12", "-storepass", SECRET));
        assertThat(line.redirectErrorStream(true).start().waitFor()).isZero();
    }

    private String tls(String more) {
        return "tcp://127.0.0.1:" + port + "?sslEnabled=true&trustStorePath=" + folder.resolve("broker.p12")
                + "&trustStorePassword=" + SECRET + "&trustStoreType=PKCS12" + SOON + more;
    }

    private String asClient() {
        return tls("&keyStorePath=" + folder.resolve("client.p12") + "&keyStorePassword=" + SECRET + "&keyStoreType=PKCS12");
    }

    private static void connect(String url, String password) {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url);
                JMSContext session = connections.createContext("fag", password)) {
            session.createConsumer(session.createQueue(QUEUE)).close();
        }
    }

    @Test
    void letsInWhoHasACertificateAndThePassword() {
        connect(asClient(), SECRET);

        assertThatThrownBy(() -> connect(asClient(), "wrong")).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void refusesWhoHasNoCertificate() {
        assertThatThrownBy(() -> connect(tls(""), SECRET)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void refusesWhoSpeaksPlainly() {
        assertThatThrownBy(() -> connect("tcp://127.0.0.1:" + port + "?" + SOON, SECRET)).isInstanceOf(JMSRuntimeException.class);
    }
}
