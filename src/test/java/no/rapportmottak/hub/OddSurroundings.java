package no.rapportmottak.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.rapportmottak.process.Ports;
import no.rapportmottak.validation.FakeClamd;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** A home folder with a routing and a grant of its own, and a broker outside that can go away. */
final class OddSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String XML_QUEUE = "hod.tilskuddsrapport.xml";
    /** Of which one organisation owes a report, and sends none. */
    static final String SCHEME = "701-70-norsk-helsenett";
    private static final Path PLACE = Path.of("target/hub-odd").toAbsolutePath();
    /** The name of such a socket may have some hundred characters at most. */
    private static final Path SCANNER = Path.of("target/hub-odd/clamd.ctl");
    private static final String ROUTING = """
            types:
              tilskuddsrapport:
                queues:
                  - name: hod.tilskuddsrapport
                  - name: hod.tilskuddsrapport.xml
                    format: xml
            """;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Surroundings.empty(PLACE);
        int port = Ports.one();
        Surroundings.put(context, PLACE.resolve("data"), Map.of(
                "rapportmottak.home", home().toString(),
                "rapportmottak.broker.mode", "external",
                "rapportmottak.broker.port", port,
                "rapportmottak.broker.url", "tcp://127.0.0.1:" + port,
                "rapportmottak.broker.user", "hub",
                "rapportmottak.broker.password", "som-megleren-kjenner",
                "rapportmottak.malware.clamd", "unix:" + SCANNER));
        context.getEnvironment().getPropertySources().addFirst(
                new MapPropertySource("identity", AnIdentityProvider.settings(Ports.one())));
        context.getBeanFactory().registerSingleton("aBroker", broker(port));
        context.getBeanFactory().registerSingleton("aScanner", scanner());
    }

    private static FakeClamd scanner() {
        try {
            return new FakeClamd(UnixDomainSocketAddress.of(SCANNER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        Path home = PLACE.resolve("home");
        try {
            FileSystemUtils.copyRecursively(Path.of("config"), home.resolve("config"));
            Files.writeString(home.resolve("config/routing.yaml"), ROUTING);
            Path year = home.resolve("config/catalogue/2023");
            Files.writeString(year.resolve("recipients.csv"), "scheme,organisation,name,awarded\n" + SCHEME + ",310000434,Nordavind,100\n");
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ABroker broker(int port) {
        try {
            return new ABroker(PLACE.resolve("broker"), port, Queues.REPORTS, XML_QUEUE, Queues.ARCHIVED);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
