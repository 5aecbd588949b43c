package no.rapportmottak.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import no.rapportmottak.process.Handed;
import no.rapportmottak.process.HomeFolder;
import no.rapportmottak.process.Hub;
import no.rapportmottak.process.Samples;
import no.rapportmottak.process.SftpUploads;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Two hubs as they are delivered, on one PostgreSQL, one data folder and a pair of brokers, under load by the drop folder
 * and by SFTP to both, of which a random one is killed again and again.
 */
final class TwoNodes implements AutoCloseable {

    /** What was killed. */
    enum Victim {
        ONE_NODE,
        OTHER_NODE,
        SERVING_BROKER
    }

    private static final String SENDER = "solvik";
    private static final List<String> QUEUES = List.of(World.REPORTS, World.ARCHIVED);
    private static final Path XML = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.xml");
    private static final Path JSON = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
    private static final Duration GOES_ON = Duration.ofSeconds(15);
    private static final int SOME = 3;
    private static final int UPLOADS = 4;

    private final Random random;
    private final Path folder;
    private final Database database = Database.made();
    private final BrokerPair brokers;
    private final List<Hub> nodes;
    private final List<SftpUploads> uploads;
    private final Consumer consumer;
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private volatile boolean feeding = true;

    /** @param programs of the two, of which the first starts first, in the order of their migrations */
    TwoNodes(Path folder, List<Path> programs, Random random) throws Exception {
        this.random = random;
        this.folder = folder;
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        brokers = new BrokerPair(folder.resolve("meglere"), QUEUES);
        nodes = IntStream.range(0, 2)
                .mapToObj(i -> new Hub(folder.getFileName() + "-" + (i + 1), folder, programs.get(i), settings()))
                .toList();
        uploads = List.of(new SftpUploads(nodes.get(0), SENDER), new SftpUploads(nodes.get(1), SENDER));
        HomeFolder.writeSenders(folder, """
                senders:
                  - id: %s
                    organisation-number: "%s"
                    name: Prøvekommunen
                    language: nb
                    reports-for: ["%2$s"]
                    public-keys: ["%s", "%s"]
                """.formatted(SENDER, Samples.organisation(XML), uploads.get(0).publicKey().strip(), uploads.get(1).publicKey().strip()));
        Files.createDirectories(nodes.get(0).inn(SENDER));
        consumer = new Consumer(new ActiveMQConnectionFactory(
                brokers.url("reconnectAttempts=0&callTimeout=5000"), BrokerPair.USER, BrokerPair.PASSWORD), QUEUES);
    }

    private List<String> settings() {
        return List.of(
                "--rapportmottak.broker.mode=external",
                "--rapportmottak.broker.url=" + brokers.url("ha=true&reconnectAttempts=-1&retryInterval=500&useTopologyForLoadBalancing=false"),
                "--rapportmottak.broker.user=" + BrokerPair.USER,
                "--rapportmottak.broker.password=" + BrokerPair.PASSWORD,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    /**
     * Kills for a time, and then lets everything come to its end.
     *
     * @param most for the end
     */
    Verdict run(Duration length, Duration between, Duration most) throws Exception {
        nodes.get(0).start();
        Thread feeder = new Thread(this::feed, "feeder");
        feeder.start();
        goesOn(this::results);
        nodes.get(1).start();
        Verdict verdict = new Verdict();
        Instant until = Instant.now().plus(length);
        while (Instant.now().isBefore(until)) {
            Thread.sleep(between.toMillis());
            kill(Victim.values()[random.nextInt(Victim.values().length)], verdict);
        }
        feeding = false;
        feeder.join();
        Verdict end = settle(most);
        verdict.stuck().forEach(end.stuck()::add);
        return end;
    }

    private void kill(Victim victim, Verdict verdict) throws Exception {
        IntSupplier decided = this::results;
        IntSupplier sent = () -> consumer.messages(World.REPORTS).size();
        Hub node = victim == Victim.SERVING_BROKER ? null : nodes.get(victim.ordinal());
        if (node == null) {
            brokers.killServing();
        } else {
            node.kill();
        }
        Duration decisions = goesOn(decided);
        Duration messages = goesOn(sent);
        System.out.printf("TwoNodes: killed %s, decisions went on after %s, messages after %s%n", victim, decisions, messages);
        if (decisions.compareTo(GOES_ON) > 0 || messages.compareTo(GOES_ON) > 0) {
            verdict.stuck().add("after killing %s decisions went on after %s, messages after %s".formatted(victim, decisions, messages));
        }
        if (node != null) {
            node.start();
        }
    }

    private static Duration goesOn(IntSupplier count) throws InterruptedException {
        long begun = System.nanoTime();
        int before = count.getAsInt();
        while (count.getAsInt() < before + SOME && System.nanoTime() - begun < GOES_ON.multipliedBy(4).toNanos()) {
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private int results() {
        String[] names = nodes.get(0).kvittering(SENDER).toFile().list((kvittering, name) -> name.endsWith(".resultat.json"));
        return names == null ? 0 : names.length;
    }

    // The sender

    private void feed() {
        try {
            for (int round = 0; feeding; round++) {
                drop(hand("mappe", XML, true));
                if (round % UPLOADS == 0) {
                    SftpUploads one = uploads.get(random.nextInt(uploads.size()));
                    IntStream.range(0, UPLOADS).forEach(i -> one.add(hand("sftp", JSON, false)));
                    one.upload();
                }
                Thread.sleep(400);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Handed hand(String channel, Path sample, boolean certain) {
        try {
            String reference = "%s-%04d".formatted(channel, handed.size());
            Handed file = Handed.of(reference + sample.toString().substring(sample.toString().lastIndexOf('.')),
                    Samples.withReference(sample, reference), true, certain);
            handed.add(file);
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void drop(Handed file) throws IOException {
        Path inn = nodes.get(0).inn(SENDER);
        Path temporary = Files.write(inn.resolve(file.name() + ".part"), file.content());
        Files.move(temporary, inn.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        file.attempted();
    }

    // What came of it

    private Verdict settle(Duration most) throws Exception {
        long until = System.nanoTime() + most.toNanos();
        Verdict verdict = look();
        while (!verdict.isGood() && System.nanoTime() < until) {
            for (SftpUploads sender : uploads) {
                sender.upload().join();
            }
            Thread.sleep(500);
            verdict = look();
        }
        return verdict;
    }

    private Verdict look() throws Exception {
        try (Connection ledger = database.connect()) {
            Promises.Sender one = new Promises.Sender(SENDER, handed, List.of(nodes.get(0).kvittering(SENDER)));
            Verdict verdict = new Promises(nodes.get(0).data(), Set.of()).check(List.of(one), ledger,
                    Map.of(World.REPORTS, consumer.messages(World.REPORTS), World.ARCHIVED, consumer.messages(World.ARCHIVED)),
                    World.ARCHIVED);
            if (uploads.stream().anyMatch(sender -> sender.waiting() > 0) || !nodes.get(0).files("senders/" + SENDER + "/inn").isEmpty()) {
                verdict.stuck().add("files that were not taken");
            }
            return verdict;
        }
    }

    /** What it was: files, repeated messages, the longest way from reception to decision. */
    String story() throws SQLException {
        try (Connection ledger = database.connect(); Statement statement = ledger.createStatement(); ResultSet longest =
                statement.executeQuery("select extract(epoch from max(handled - received)) from submission")) {
            longest.next();
            return "%d files, %d repeated messages, the longest from reception to decision %.1f s".formatted(
                    handed.size(), consumer.repeated(), longest.getDouble(1));
        }
    }

    @Override
    public void close() throws Exception {
        consumer.close();
        for (SftpUploads sender : uploads) {
            sender.close();
        }
        nodes.forEach(Hub::close);
        brokers.close();
    }
}
