package no.rapportmottak.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.reception.HostKey;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.OrganisationNumber;
import no.rapportmottak.submission.Outcome;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The newcomer's first minute: a sender of its own, the bundled samples through both channels, and where
 * everything lies. The sender lives in memory; its key under {@code <data>/demo/}.
 */
@Component
@Profile(DemoEnvironment.PROFILE)
class Demo implements ApplicationRunner {

    private static final String SENDER = "demo";
    private static final Pattern ORGANISATION = Pattern.compile("organisasjonsnummer\\W{1,5}([0-9]{9})");
    private static final long PATIENCE_MILLIS = 50_000;
    private static final long SSH_TIMEOUT_MILLIS = 10_000;

    private final Senders senders;
    private final Home home;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Routing routing;
    private final SftpServer sftp;
    private final Path data;
    private final int brokerPort;
    private final int consolePort;

    Demo(
            Senders senders,
            Home home,
            Ledger ledger,
            Outbox outbox,
            Routing routing,
            SftpServer sftp,
            @Value("${rapportmottak.data}") Path data,
            @Value("${rapportmottak.broker.port:61616}") int brokerPort,
            @Value("${server.port}") int consolePort) {
        this.senders = senders;
        this.home = home;
        this.ledger = ledger;
        this.outbox = outbox;
        this.routing = routing;
        this.sftp = sftp;
        this.data = data;
        this.brokerPort = brokerPort;
        this.consolePort = consolePort;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        List<Path> samples = Samples.in(home);
        HostKey key = HostKey.at(DemoEnvironment.folder(data).resolve("id_ed25519"));
        senders.add(sender(samples, key));
        Path inn = data.resolve("senders").resolve(SENDER).resolve("inn");
        Files.createDirectories(inn);
        long before = decided();
        List<Path> dropped = everySecond(samples, 0);
        for (Path sample : dropped) {
            Files.copy(sample, inn.resolve("." + name(sample)));
            Files.move(inn.resolve("." + name(sample)), inn.resolve(name(sample)));
        }
        List<Path> uploaded = everySecond(samples, 1);
        upload(uploaded, key.pair());
        await(before + samples.size());
        tell(dropped.size(), uploaded.size());
    }

    private static List<Path> everySecond(List<Path> samples, int first) {
        List<Path> chosen = new ArrayList<>();
        for (int i = first; i < samples.size(); i += 2) {
            chosen.add(samples.get(i));
        }
        return chosen;
    }

    private static Sender sender(List<Path> samples, HostKey key) throws IOException {
        TreeSet<String> organisations = new TreeSet<>();
        for (Path sample : samples) {
            Matcher number = ORGANISATION.matcher(Files.readString(sample, StandardCharsets.ISO_8859_1));
            while (number.find()) {
                organisations.add(number.group(1));
            }
        }
        organisations.removeIf(number -> !OrganisationNumber.isValid(number));
        return new Sender(SENDER, organisations.first(), "Demo", "KOMMUNE", "nb", List.copyOf(organisations), List.of(),
                List.of(key.publicLine()), null, true);
    }

    private void upload(List<Path> samples, KeyPair key) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, serverKey) -> true);
            client.start();
            try (ClientSession session = client.connect(SENDER, "127.0.0.1", sftp.port())
                    .verify(SSH_TIMEOUT_MILLIS).getSession()) {
                session.addPublicKeyIdentity(key);
                session.auth().verify(SSH_TIMEOUT_MILLIS);
                try (SftpClient uploads = SftpClientFactory.instance().createSftpClient(session)) {
                    for (Path sample : samples) {
                        put(uploads, sample);
                    }
                }
            }
        }
    }

    private static void put(SftpClient uploads, Path sample) throws IOException {
        try (OutputStream out = uploads.write("/inn/" + name(sample))) {
            Files.copy(sample, out);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private long decided() {
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome != Outcome.MOTTATT)
                .mapToLong(ledger::count)
                .sum();
    }

    private void await(long expected) throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < until && (decided() < expected || outbox.count("VENTER") > 0)) {
            Thread.sleep(100);
        }
    }

    private void tell(int dropped, int uploaded) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, ledger.count(outcome));
        }
        Path demo = DemoEnvironment.folder(data);
        Path folders = data.resolve("senders").resolve(SENDER);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf("%nRapportmottak is running. It was fed %d sample reports by folder and %d by SFTP:%n", dropped, uploaded);
        counts.forEach((outcome, count) -> out.printf("  %-24s %d%n", outcome, count));
        out.printf("%nReceipts   %s%n", folders.resolve("kvittering"));
        out.printf("Archive    %s%n", data.resolve("archive"));
        out.printf("Queues     %s%n", String.join(", ", routing.allQueues()));
        out.printf("           amqp://127.0.0.1:%d, user %s, password %s%n", brokerPort, DemoEnvironment.CONSUMER,
                DemoEnvironment.password(demo, DemoEnvironment.CONSUMER));
        out.printf("Console    http://127.0.0.1:%d/, user %s, password %s%n", consolePort, DemoEnvironment.USER,
                DemoEnvironment.password(demo, DemoEnvironment.USER));
        out.printf("Health     http://127.0.0.1:9876/observe/health%n");
        out.printf("%nHand in a report of your own: copy it to %s, or%n", folders.resolve("inn"));
        out.printf("  sftp -i %s -P %d %s@127.0.0.1%n", demo.resolve("id_ed25519"), sftp.port(), SENDER);
        out.printf("  sftp> put report.xml inn/%n");
        out.printf("  sftp> get kvittering/*%n");
        out.printf("The server's key has the fingerprint %s%n%n", sftp.fingerprint());
    }
}
