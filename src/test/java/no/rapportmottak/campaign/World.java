package no.rapportmottak.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import no.rapportmottak.campaign.small.SmallHub;
import no.rapportmottak.process.Handed;
import no.rapportmottak.process.HomeFolder;
import no.rapportmottak.process.Hub;
import no.rapportmottak.process.OpenSshServer;
import no.rapportmottak.process.Ports;
import no.rapportmottak.process.Samples;
import no.rapportmottak.reception.HostKey;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * One small hub with everything around it: home and data folder, ledger, broker, receivers of webhooks and mail, a
 * consumer, a sender, and a partner where OpenSSH is installed. The hub may die and come back; what is around it does so
 * when it is told to.
 */
final class World implements AutoCloseable {

    static final String SENDER = "solvik";
    static final String REPORTS = "hod.tilskuddsrapport";
    static final String XML_REPORTS = "hod.tilskuddsrapport.xml";
    static final String ARCHIVED = "arkiv.innsending";

    private static final List<String> QUEUES = List.of(REPORTS, XML_REPORTS, ARCHIVED);
    private static final String PARTNERS_SENDER = "fra-nabo";
    private static final Path XML = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.xml");
    private static final Path JSON = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
    private static final Path REJECTED = Samples.sample("invalid/tilskuddsrapport-andel-over-hundre-prosent.json");
    private static final Duration START = Duration.ofMinutes(2);
    private static final int PATIENCE = 100;
    static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(30);

    final Path folder;
    final Path data;
    final Listener listener = new Listener();
    final Postbox postbox = new Postbox();
    final Proxy database;
    final Proxy broker;
    final OpenSshServer partner;
    final Proxy partnersLine;
    private final Database postgres;
    private final int brokerPort = Ports.one();
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private final List<Handed> offered = new CopyOnWriteArrayList<>();
    private final Random random;
    private final Consumer consumer;
    private final boolean onSmallVolume;
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private Child brokerProcess;
    private Child hub;
    private int files;
    private Handed poison;

    /**
     * @param onPostgres    else the ledger is a file of H2's
     * @param onSmallVolume whether the data folder has a small volume of its own, where this machine lets us make one
     */
    World(Path folder, boolean onPostgres, boolean onSmallVolume, Random random) throws Exception {
        this(folder, onPostgres, onSmallVolume, random, OFTEN);
    }

    /** @param poll between two looks at the partner's folder, each of which is a sign-in */
    World(Path folder, boolean onPostgres, boolean onSmallVolume, Random random, Duration poll) throws Exception {
        this.folder = folder;
        this.random = random;
        data = folder.resolve("data");
        SmallVolume.unmount(data);
        FileSystemUtils.deleteRecursively(folder);
        this.onSmallVolume = onSmallVolume && SmallVolume.mount(data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> SmallVolume.unmount(data)));
        partner = OpenSshServer.isInstalled() ? partner() : null;
        partnersLine = hasPartner() ? new Proxy(partner.port()) : null;
        home(poll);
        postgres = onPostgres ? Database.made() : null;
        database = onPostgres ? new Proxy(postgres.port()) : null;
        broker = new Proxy(brokerPort);
        startBroker();
        consumer = new Consumer(new ActiveMQConnectionFactory("tcp://127.0.0.1:" + brokerPort + "?callTimeout=5000"), QUEUES);
    }

    private OpenSshServer partner() throws IOException {
        OpenSshServer server = new OpenSshServer(
                folder.resolve("partner"), HostKey.at(folder.resolve("our-key")).publicLine());
        Files.createDirectories(server.files().resolve("ut"));
        Files.createDirectories(server.files().resolve("inn"));
        return server.start();
    }

    /** One report type is enough for every step, and starts in a third of the time. */
    private void home(Duration poll) throws IOException {
        for (String part : List.of("schemas/felles", "schemas/kvittering", "schemas/tilskuddsrapport", "config")) {
            HomeFolder.copy(part, folder);
        }
        String organisation = Samples.organisation(XML);
        HomeFolder.writeSenders(folder, """
                senders:
                  - id: %s
                    organisation-number: "%s"
                    name: Prøvekommunen
                    language: nb
                    reports-for: ["%s"]
                    contact: {email: post@solvik.invalid, mail: each}
                  - id: %s
                    organisation-number: "%s"
                    name: Nabokommunen
                    language: nn
                    reports-for: ["%s"]
                """.formatted(SENDER, organisation, organisation, PARTNERS_SENDER, organisation, organisation));
        Files.writeString(folder.resolve("config/routing.yaml"), """
                types:
                  tilskuddsrapport:
                    queues:
                      - name: %s
                      - name: %s
                        format: xml
                """.formatted(REPORTS, XML_REPORTS));
        Files.writeString(folder.resolve("config/endpoints.yaml"), """
                webhooks:
                  - {id: god, url: 'http://127.0.0.1:%1$d/god', secrets: [%2$s], allow-private: true}
                  - {id: rar, url: 'http://127.0.0.1:%1$d/rar', secrets: [%2$s], allow-private: true}
                partners: [%3$s]
                """.formatted(listener.port(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", hasPartner() ? asConfigured(poll) : ""));
        Files.createDirectories(inn());
    }

    private String asConfigured(Duration poll) {
        return """
                {id: %s, host: 127.0.0.1, port: %d, user: %s, host-keys: ["%s"], private-key: our-key, sender: %s,
                   inn: ut, kvittering: inn, poll: %ds, settle: 300ms, connect-timeout: 4s, answer-timeout: 4s,
                   keep-alive: 1s, allow-private: true}""".formatted(SmallHub.PARTNER, partnersLine.port(),
                System.getProperty("user.name"), partner.hostKey(), PARTNERS_SENDER, poll.toSeconds());
    }

    Path inn() {
        return data.resolve("senders").resolve(SENDER).resolve("inn");
    }

    boolean hasPartner() {
        return partner != null;
    }

    private Path offer() {
        return partner.files().resolve("ut");
    }

    // The hub

    /** Starts it with an order from its first instant, or none; does not wait. */
    void launch(String order) {
        hub = new Child(Program.hub(order, settings()), folder, folder.resolve("hub.log"));
    }

    /** Starts it so that it leaves an archive of its classes when it is told to end. */
    void train() throws InterruptedException {
        hub = new Child(Program.training(settings()), folder, folder.resolve("hub.log"));
        awaitReady();
    }

    void start() throws InterruptedException {
        launch("");
        awaitReady();
    }

    private void awaitReady() throws InterruptedException {
        if (!hub.says("READY", START)) {
            throw new AssertionError("the small hub does not start: " + folder.resolve("hub.log"));
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "--spring.main.web-application-type=none",
                "--rapportmottak.data=" + data,
                "--rapportmottak.sftp.enabled=false",
                "--rapportmottak.broker.mode=external",
                "--rapportmottak.broker.url=tcp://127.0.0.1:" + broker.port(),
                "--rapportmottak.broker.user=hub",
                "--rapportmottak.broker.password=som-megleren-kjenner",
                "--rapportmottak.drop.settle=100ms",
                "--rapportmottak.watch.disk-full=8MB",
                "--rapportmottak.webhooks.deadline=2s",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + postbox.port()));
        if (database != null) {
            settings.add("--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/%s".formatted(database.port(), postgres.name()));
            settings.add("--spring.datasource.username=postgres");
            settings.add("--spring.datasource.password=postgres");
            settings.add("--spring.datasource.hikari.connection-timeout=5000");
        }
        return settings;
    }

    Child hub() {
        return hub;
    }

    boolean isRunning() {
        return hub != null && hub.isAlive();
    }

    /** SIGTERM; its exit status, or -1 when it has not ended within 30 s. */
    int terminate() throws InterruptedException {
        return hub.terminate(END);
    }

    // What is around it

    void startBroker() throws InterruptedException {
        brokerProcess = new Child(Program.broker(folder.resolve("broker"), brokerPort, QUEUES), folder, folder.resolve("broker.log"));
        if (!brokerProcess.says("READY", START)) {
            throw new AssertionError("the broker does not start: " + folder.resolve("broker.log"));
        }
    }

    void killBroker() throws InterruptedException {
        brokerProcess.kill();
    }

    // The sender

    /** Files into the drop folder, each fourth at the partner's: good ones of both formats, a rejected one, a repetition. */
    void drop(int count) {
        for (int i = 0; i < count; i++) {
            try {
                if (hasPartner() && files % 4 == 0) {
                    put(next(offered), offer(), offered);
                } else {
                    drop(next(handed));
                }
            } catch (IOException full) {
                // The sender's own disk operation failed, so nothing was handed in.
            }
        }
    }

    void drop(Handed file) throws IOException {
        put(file, inn(), handed);
    }

    private static void put(Handed file, Path where, List<Handed> list) throws IOException {
        Path temporary = where.resolve(file.name() + ".part");
        try {
            Files.write(temporary, file.content());
            Files.move(temporary, where.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        file.attempted();
        list.add(file);
    }

    /** Over what may lie there of that name and has then not been handed in. */
    void dropOver(String name) throws IOException, InterruptedException {
        handed.stream().filter(file -> file.name().equals(name)).map(Handed::sha256).forEach(withdrawn::add);
        drop(Handed.of(name, Samples.withReference(JSON, "over-" + ++files), true, true));
        Thread.sleep(random.nextInt(800));
    }

    /** Perhaps before it was taken, and then it has not been handed in. */
    void dropAndRemove() throws IOException, InterruptedException {
        Handed file = Handed.of("fjernet-%04d.json".formatted(++files), Samples.withReference(JSON, "fjernet-" + files), true, true);
        withdrawn.add(file.sha256());
        drop(file);
        Thread.sleep(random.nextInt(1000));
        Files.deleteIfExists(inn().resolve(file.name()));
    }

    /** A good report that was handed in; its outcome is not asked for with the others'. */
    void dropPoison() throws IOException {
        poison = Handed.of("gift.json", Samples.withReference(JSON, "gift"), true, true);
        withdrawn.add(poison.sha256());
        drop(poison);
    }

    boolean awaitOutcomeOfPoison(String outcome, Duration most) throws Exception {
        long until = System.nanoTime() + most.toNanos();
        String query = "select outcome from submission where sha256 = '%s'".formatted(poison.sha256());
        while (System.nanoTime() < until) {
            try (Connection ledger = ledger(); Statement statement = ledger.createStatement();
                    ResultSet found = statement.executeQuery(query)) {
                if (found.next() && found.getString(1).equals(outcome)) {
                    return true;
                }
            }
            Thread.sleep(300);
        }
        return false;
    }

    /** @param before what the same sender has handed in */
    private Handed next(List<Handed> before) throws IOException {
        String name = "rapport-%04d".formatted(++files);
        int kind = random.nextInt(8);
        List<Handed> good = before.stream().filter(file -> file.good() && !withdrawn.contains(file.sha256())).toList();
        if (kind == 0 && !good.isEmpty()) {
            Handed again = good.get(random.nextInt(good.size()));
            return new Handed(name + ".igjen", again.content(), again.sha256(), true, true, new AtomicInteger());
        }
        if (kind == 1) {
            return Handed.of(name + ".json", Samples.withReference(REJECTED, name), false, true);
        }
        Path sample = kind % 2 == 0 ? XML : JSON;
        return Handed.of(name + (kind % 2 == 0 ? ".xml" : ".json"), Samples.withReference(sample, name), true, true);
    }

    List<Handed> handed() {
        return handed;
    }

    // What came of it

    /** By files alone, since it may be asked while the hub dies: whether all that was handed in seems to be answered. */
    boolean seemsAnswered() throws IOException {
        return notTaken().isEmpty() && claims() == 0 && results(SENDER) >= handed.size() && results(PARTNERS_SENDER) >= offered.size();
    }

    private long results(String sender) throws IOException {
        return Hub.filesIn(receipts(sender)).stream().filter(file -> file.toString().endsWith(".resultat.json")).count();
    }

    private Path receipts(String sender) {
        return data.resolve("senders").resolve(sender).resolve("kvittering");
    }

    private List<Path> notTaken() throws IOException {
        List<Path> files = Hub.filesIn(inn());
        if (hasPartner()) {
            files.addAll(Hub.filesIn(offer()));
        }
        return files;
    }

    private List<Promises.Sender> senders() {
        Promises.Sender sender = new Promises.Sender(SENDER, handed, List.of(receipts(SENDER)));
        return !hasPartner() ? List.of(sender) : List.of(sender, new Promises.Sender(
                PARTNERS_SENDER, offered, List.of(receipts(PARTNERS_SENDER), partner.files().resolve("inn"))));
    }

    /** How many claimed files lie in {@code incoming/}. */
    long claims() throws IOException {
        return Hub.filesIn(data.resolve("incoming")).stream().filter(file -> !file.endsWith(".claim")).count();
    }

    /**
     * Waits until everything is decided and delivered, and holds it against the promises.
     *
     * @param most after which what still waits is stuck
     */
    Verdict settle(Duration most) throws Exception {
        long until = System.nanoTime() + most.toNanos();
        Verdict verdict = look();
        while (!verdict.isGood() && System.nanoTime() < until && isRunning()) {
            Thread.sleep(300);
            verdict = look();
        }
        if (!isRunning()) {
            verdict.stuck().add("the hub has ended by itself: " + folder.resolve("hub.log"));
        }
        return verdict;
    }

    private Verdict look() throws Exception {
        Map<String, Map<String, String>> messages = new HashMap<>();
        QUEUES.forEach(queue -> messages.put(queue, consumer.messages(queue)));
        try (Connection ledger = ledger()) {
            Verdict verdict = new Promises(data, withdrawn).check(senders(), ledger, messages, ARCHIVED);
            for (Path left : notTaken()) {
                verdict.stuck().add("not taken: " + left);
            }
            if (claims() > 0) {
                verdict.stuck().add(claims() + " claims");
            }
            effects("WEBHOOK", "god", listener.taken("god"), ledger, verdict);
            return verdict;
        } catch (SQLException | NoSuchFileException away) {
            Verdict verdict = new Verdict();
            verdict.stuck().add("could not be looked at: " + away);
            return verdict;
        }
    }

    /** A receiver that drops repeated ids has each item of the outbox once, and nothing else. */
    private static void effects(String kind, String destination, Set<String> taken, Connection ledger, Verdict verdict)
            throws SQLException {
        try (Statement statement = ledger.createStatement(); ResultSet found = statement.executeQuery(
                "select id from outbox where kind = '%s' and destination = '%s'".formatted(kind, destination))) {
            int items = 0;
            for (; found.next(); items++) {
                if (!taken.contains(found.getString(1))) {
                    verdict.lost().add("%s %s %s".formatted(kind, destination, found.getString(1)));
                }
            }
            if (taken.size() > items) {
                verdict.doubled().add("%s %s: %d items, %d taken".formatted(kind, destination, items, taken.size()));
            }
        }
    }

    /** The references of a queue's messages by their ids, so far. */
    Map<String, String> messages(String queue) {
        return consumer.messages(queue);
    }

    /** The same when there are as many as that, or none came for a while. */
    Map<String, String> awaitMessages(String queue, int expected) throws InterruptedException {
        for (int i = 0; i < PATIENCE && messages(queue).size() < expected; i++) {
            Thread.sleep(100);
        }
        return messages(queue);
    }

    /** How many messages came again with an id that was known. */
    long repeated() {
        return consumer.repeated();
    }

    /** How many items of a kind the outbox has still to send. */
    int waiting(String kind) throws SQLException {
        try (Connection ledger = ledger(); Statement statement = ledger.createStatement(); ResultSet found =
                statement.executeQuery("select count(*) from outbox where state = 'VENTER' and kind = '%s'".formatted(kind))) {
            found.next();
            return found.getInt(1);
        }
    }

    /** What a command needs to find the hub's ledger. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("RAPPORTMOTTAK_DATA", data.toString()));
        if (database != null) {
            environment.put("SPRING_DATASOURCE_URL", postgres.url());
        }
        return environment;
    }

    Connection ledger() throws SQLException {
        return database == null
                ? DriverManager.getConnection("jdbc:h2:file:" + data.resolve("ledger")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;AUTO_SERVER=TRUE;IFEXISTS=TRUE", "", "")
                : postgres.connect();
    }

    boolean isOnSmallVolume() {
        return onSmallVolume;
    }

    boolean isOnPostgres() {
        return database != null;
    }

    @Override
    public void close() throws Exception {
        if (hub != null) {
            hub.close();
        }
        consumer.close();
        brokerProcess.close();
        broker.close();
        if (database != null) {
            database.close();
        }
        if (hasPartner()) {
            partnersLine.close();
            partner.close();
        }
        listener.close();
        postbox.close();
        SmallVolume.unmount(data);
    }
}
