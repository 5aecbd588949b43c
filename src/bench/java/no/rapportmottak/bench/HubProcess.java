package no.rapportmottak.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The hub, from the jar that was built, with a home of its own and some senders. */
final class HubProcess implements AutoCloseable {

    static final String USER = "benchmark";
    static final String PASSWORD = "bare-for-maalingen";
    static final String ARCHIVED = "arkiv.innsending";

    private static final Path JAR = Path.of("target", "rapportmottak.jar").toAbsolutePath();

    private static final Duration IDLE = Duration.ofSeconds(3);

    private final Path home;
    private final List<String> senders;
    private final Map<String, Integer> ports = new HashMap<>();
    private final KeyPair key;
    private final Child child;
    private final Duration startUp;
    private ServerLocator locator;
    private ClientSession session;
    private int taken;

    HubProcess(Settings settings, Path home) throws Exception {
        this(settings, home, settings.senders());
    }

    /** @param home what an earlier one has left there is kept */
    HubProcess(Settings settings, Path home, int senders) throws Exception {
        this.home = home;
        this.key = newKey();
        this.senders = IntStream.range(0, senders).mapToObj("avsender-%d"::formatted).toList();
        for (String port : List.of("rapportmottak.sftp.port", "rapportmottak.broker.port", "server.port", "management.server.port")) {
            ports.put(port, free());
        }
        configure();
        Path log = home.resolve("log");
        long begun = System.nanoTime();
        child = new Child(line(settings), home, log, false);
        child.awaitInLog("Started Rapportmottak in");
        startUp = Duration.ofNanos(System.nanoTime() - begun);
        taken = Receipts.count(receiptFolders(), ".resultat.json");
        connect();
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void configure() throws IOException {
        String reportsFor = Corpus.organisations().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
        StringBuilder yaml = new StringBuilder("senders:\n");
        for (String sender : senders) {
            yaml.append("""
                      - id: %s
                        organisation-number: "%s"
                        name: Avsender
                        reports-for: [%s]
                        public-keys: ["%s"]
                    """.formatted(sender, Corpus.organisations().get(0), reportsFor,
                            PublicKeyEntry.toString(key.getPublic())));
            Files.createDirectories(inn(sender));
            Files.createDirectories(kvittering(sender));
        }
        Files.writeString(Files.createDirectories(home.resolve("config")).resolve("senders.yaml"), yaml);
    }

    private List<String> line(Settings settings) {
        List<String> line = new ArrayList<>(List.of(Child.java()));
        line.addAll(settings.java());
        line.addAll(List.of("-jar", JAR.toString(), "--rapportmottak.drop.settle=0s"));
        ports.forEach((property, port) -> line.add("--" + property + "=" + port));
        String user = "--rapportmottak.broker.users." + USER;
        line.addAll(List.of(user + ".password=" + PASSWORD, user + ".role=konsument",
                user + ".queues=" + String.join(",", queues())));
        return line;
    }

    static List<String> queues() {
        List<String> queues = new ArrayList<>(reports());
        queues.add(ARCHIVED);
        return queues;
    }

    static List<String> reports() {
        return Corpus.TYPES.stream().map(type -> "hod." + type).toList();
    }

    private void connect() throws Exception {
        locator = ActiveMQClient.createServerLocator(brokerUrl());
        ClientSessionFactory factory = locator.createSessionFactory();
        session = factory.createSession(USER, PASSWORD, false, true, true, false, 0);
    }

    String brokerUrl() {
        return "tcp://127.0.0.1:" + ports.get("rapportmottak.broker.port");
    }

    int sftpPort() {
        return ports.get("rapportmottak.sftp.port");
    }

    KeyPair key() {
        return key;
    }

    Child process() {
        return child;
    }

    /** From the first instruction to ready. */
    Duration startUp() {
        return startUp;
    }

    List<String> senders() {
        return senders;
    }

    Path data() {
        return home.resolve("data");
    }

    private Path inn(String sender) {
        return data().resolve("senders").resolve(sender).resolve("inn");
    }

    private Path kvittering(String sender) {
        return data().resolve("senders").resolve(sender).resolve("kvittering");
    }

    List<Path> receiptFolders() {
        return senders.stream().map(this::kvittering).toList();
    }

    /** Puts files into the senders' folders, to each in turn, all at once. */
    void drop(List<Path> files) throws IOException {
        drop(files, senders.size());
    }

    /** @param among how many of the senders */
    void drop(List<Path> files, int among) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Path inn = inn(senders.get(i % among));
            Files.move(files.get(i), inn.resolve(files.get(i).getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Waits until some more reports have their receipts and their messages, and their packages are in the archive.
     *
     * @return when the receipts and messages of all were there, which the archive's may follow
     */
    Instant awaitAll(int reports) throws Exception {
        taken += reports;
        while (messages(reports()) < Corpus.accepted(taken)
                || Receipts.count(receiptFolders(), ".resultat.json") < taken) {
            child.requireAlive();
            Thread.sleep(20);
        }
        Instant answered = Instant.now();
        while (messages(List.of(ARCHIVED)) < taken) {
            child.requireAlive();
            Thread.sleep(20);
        }
        return answered;
    }

    /** Waits until some more reports have their receipts. */
    void awaitReceipts(int reports) throws Exception {
        taken += reports;
        while (Receipts.count(receiptFolders(), ".resultat.json") < taken) {
            child.requireAlive();
            Thread.sleep(20);
        }
    }

    /** Waits until it has hardly anything left to do. */
    void awaitIdle() throws InterruptedException {
        Duration before;
        do {
            child.requireAlive();
            before = child.cpu();
            Thread.sleep(IDLE.toMillis());
        } while (child.cpu().minus(before).compareTo(IDLE.dividedBy(5)) > 0);
    }

    private long messages(List<String> queues) throws ActiveMQException {
        long messages = 0;
        for (String queue : queues) {
            messages += session.queueQuery(SimpleString.of(queue)).getMessageCount();
        }
        return messages;
    }

    @Override
    public void close() throws Exception {
        session.close();
        locator.close();
        child.close();
    }
}
