package no.rapportmottak.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import no.rapportmottak.campaign.Tally.Cell;
import no.rapportmottak.process.Handed;
import no.rapportmottak.process.HomeFolder;
import no.rapportmottak.process.Hub;
import no.rapportmottak.process.Jar;
import no.rapportmottak.process.Samples;
import no.rapportmottak.process.SftpUploads;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The hub as it is delivered, with everything embedded, killed by {@code kill -9} from outside while files come in over
 * SFTP and by the drop folder. When to kill is seen by what lies on the disk, so that a slow machine is hit too. The
 * folder's writer hands each file in once; SFTP clients repeat what they were not told to be complete.
 */
final class WholeProcess implements AutoCloseable {

    static final String COLUMN = "kill -9 of the hub";

    /** What the hub is doing when it is killed. */
    enum Aim {
        UPLOAD("upload"),
        RECEIVE("receive"),
        CHECK("check"),
        DECIDE("decide"),
        RECEIPTS("relay-receipts"),
        ARCHIVE("relay-archive"),
        QUEUES("relay-queues"),
        SHUTDOWN("shutdown"),
        START("start-up"),
        ANY("any instant");

        private final String stage;

        Aim(String stage) {
            this.stage = stage;
        }

        Cell cell() {
            return new Cell(stage, COLUMN);
        }
    }

    private static final String SENDER = "solvik";
    private static final Path XML = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.xml");
    private static final Path JSON = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
    private static final Duration TO_THE_POINT = Duration.ofSeconds(20);
    private static final Duration TRAINING = Duration.ofMinutes(2);
    private static final int START_MILLIS = 9_000;
    private static final Path ARCHIVE = Program.OUTPUT.resolve("hub.jsa");

    private final Random random;
    private final Path folder;
    private final Hub hub;
    private final SftpUploads sftp;
    private final Consumer consumer;
    private final List<Handed> handed = new ArrayList<>();

    WholeProcess(Path folder, Random random) throws Exception {
        this.random = random;
        this.folder = folder;
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        hub = new Hub(folder.getFileName().toString(), folder, Jar.unpacked());
        if (Files.exists(ARCHIVE)) {
            hub.startWith("-XX:SharedArchiveFile=" + ARCHIVE);
        }
        sftp = new SftpUploads(hub, SENDER);
        HomeFolder.configureSender(folder, SENDER, sftp.publicKey(), Set.of(Samples.organisation(XML)));
        Files.createDirectories(hub.inn(SENDER));
        consumer = new Consumer(
                new JmsConnectionFactory(Hub.CONSUMER, Hub.PASSWORD, "amqp://127.0.0.1:" + hub.ports.broker()), List.of(Hub.QUEUE));
    }

    /** Leaves an archive of the hub's classes, with which later starts take less. */
    static void train(Random random) throws Exception {
        Files.deleteIfExists(ARCHIVE);
        try (WholeProcess hub = new WholeProcess(Program.OUTPUT.resolve("training-process"), random)) {
            hub.hub.startWith("-XX:ArchiveClassesAtExit=" + ARCHIVE);
            hub.start();
            hub.handIn(2).join();
            hub.settle(TRAINING);
            hub.hub.tellToEnd();
            hub.hub.waitForEnd(TRAINING);
        }
    }

    /** How many files were handed in. */
    int files() {
        return handed.size();
    }

    void start() {
        hub.start();
    }

    /** Hands in as many files by each channel, and kills meanwhile; starts it again. Files that were not answered wait. */
    void kill(Aim aim, int files) throws Exception {
        if (aim == Aim.START) {
            hub.kill();
            hub.launch();
            Thread.sleep(random.nextInt(START_MILLIS));
            hub.kill();
        } else {
            BooleanSupplier there = when(aim);
            CompletableFuture<Void> uploads = handIn(files);
            if (aim == Aim.SHUTDOWN) {
                Thread.sleep(random.nextInt(1_000));
                hub.tellToEnd();
            }
            Instant until = Instant.now().plus(TO_THE_POINT);
            while (!there.getAsBoolean() && Instant.now().isBefore(until)) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(more(aim)));
            hub.kill();
            uploads.join();
        }
        hub.start();
    }

    private BooleanSupplier when(Aim aim) {
        Path watched = switch (aim) {
            case UPLOAD -> hub.data().resolve("uploads/logins");
            case RECEIVE -> hub.data().resolve("incoming");
            default -> hub.kvittering(SENDER);
        };
        int before = count(watched);
        return switch (aim) {
            case UPLOAD, RECEIVE -> () -> count(watched) > 0;
            case CHECK, DECIDE, RECEIPTS, QUEUES, ARCHIVE -> () -> count(watched) > before + 2;
            default -> () -> true;
        };
    }

    private static int more(Aim aim) {
        return switch (aim) {
            case UPLOAD, RECEIVE -> 50;
            case CHECK -> 40;
            case DECIDE -> 120;
            case RECEIPTS -> 200;
            case ARCHIVE, QUEUES -> 400;
            default -> 1_500;
        };
    }

    private static int count(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** Files into the folder and as many over SFTP, beside each other; done when the uploads are answered or torn. */
    CompletableFuture<Void> handIn(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Handed file = hand("sftp", JSON, false);
            sftp.add(file);
        }
        CompletableFuture<Void> uploads = sftp.upload();
        for (int i = 0; i < files; i++) {
            drop(hand("mappe", XML, true));
        }
        return uploads;
    }

    private Handed hand(String channel, Path sample, boolean certain) throws IOException {
        String reference = "%s-%04d".formatted(channel, handed.size());
        String name = reference + sample.toString().substring(sample.toString().lastIndexOf('.'));
        Handed file = Handed.of(name, Samples.withReference(sample, reference), true, certain);
        handed.add(file);
        return file;
    }

    private void drop(Handed file) throws IOException {
        Path temporary = Files.write(hub.inn(SENDER).resolve(file.name() + ".part"), file.content());
        Files.move(temporary, hub.inn(SENDER).resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        file.attempted();
    }

    /** SIGTERM under load; its exit status. */
    int terminate() {
        return hub.terminate();
    }

    /** Lets senders finish, waits until all is decided and delivered, and holds it against the promises. */
    Verdict settle(Duration most) throws Exception {
        long until = System.nanoTime() + most.toNanos();
        Verdict verdict = look();
        while (!verdict.isGood() && System.nanoTime() < until && hub.isAlive()) {
            if (sftp.waiting() > 0) {
                sftp.upload().join();
            }
            Thread.sleep(300);
            verdict = look();
        }
        if (!hub.isAlive()) {
            verdict.stuck().add("the hub has ended by itself");
        }
        return verdict;
    }

    private Verdict look() throws Exception {
        try (Connection ledger = DriverManager.getConnection("jdbc:h2:file:" + hub.data().resolve("ledger")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;AUTO_SERVER=TRUE;IFEXISTS=TRUE", "", "")) {
            Promises.Sender sender = new Promises.Sender(SENDER, handed, List.of(hub.kvittering(SENDER)));
            Verdict verdict = new Promises(hub.data(), Set.of())
                    .check(List.of(sender), ledger, Map.of(Hub.QUEUE, consumer.messages(Hub.QUEUE)), "");
            if (sftp.waiting() > 0 || !hub.files("senders/" + SENDER + "/inn").isEmpty()) {
                verdict.stuck().add("files that were not taken");
            }
            if (!hub.files("uploads").isEmpty()) {
                verdict.half().add("uploads that nobody goes on with: " + hub.files("uploads"));
            }
            return verdict;
        } catch (SQLException | NoSuchFileException away) {
            Verdict verdict = new Verdict();
            verdict.stuck().add("could not be looked at: " + away);
            return verdict;
        }
    }

    @Override
    public void close() throws Exception {
        hub.close();
        sftp.close();
        consumer.close();
    }
}
