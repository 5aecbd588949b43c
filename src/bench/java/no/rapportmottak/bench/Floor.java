package no.rapportmottak.bench;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the work costs by itself: a plain loop that takes files in batches and reads, hashes, keeps the original on the
 * disk, parses, validates, maps, writes ledger rows and commits, sends and waits for the broker, writes receipts.
 * Everything is as durable as in the hub; there are no rules, no archive, no versions, and only the first mistake is
 * found.
 *
 * <p>Arguments: folder of the files, a fresh folder to work in, threads. Says READY, waits for a line, says DONE.
 */
final class Floor {

    static final int BATCH = 64;

    private static final String TABLES = """
            create table submission (reference varchar(36) primary key, file_name varchar(255) not null,
                sha256 varchar(64) not null, size bigint not null, received timestamp not null, outcome varchar(32) not null);
            create index submission_sha256 on submission (sha256);
            create table verdict (reference varchar(36) primary key, finding varchar(2000), canonical text);
            create table timeline (id bigint generated always as identity primary key, reference varchar(36) not null,
                at timestamp not null, step varchar(32) not null)""";

    /** A file on its way. */
    private static final class Work {
        final String reference = UUID.randomUUID().toString();
        final Path file;
        byte[] bytes;
        String sha256;
        Forms.Form form;
        String finding;

        Work(Path file) {
            this.file = file;
        }

        String outcome() {
            return form == null ? "AVVIST" : "GODKJENT";
        }
    }

    private final Path originals;
    private final Path receipts;
    private final String database;
    private final Forms forms;
    private final LocalBroker broker;
    private final Queue<Path> files;

    private Floor(Path files, Path work) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        originals = Files.createDirectories(work.resolve("originals"));
        receipts = Files.createDirectories(work.resolve("kvittering"));
        database = "jdbc:h2:file:" + work.resolve("ledger") + ";WRITE_DELAY=0";
        forms = new Forms(home.resolve("schemas"));
        broker = new LocalBroker(home.resolve("config/broker.xml"), work.resolve("broker"),
                Corpus.TYPES.stream().map(type -> "hod." + type).toList());
        try (var all = Files.list(files)) {
            this.files = new ConcurrentLinkedQueue<>(all.sorted().toList());
        }
    }

    public static void main(String[] args) throws Exception {
        Floor floor = new Floor(Path.of(args[0]), Path.of(args[1]));
        try (var connection = DriverManager.getConnection(floor.database)) {
            connection.createStatement().execute(TABLES);
            Start.await();
            floor.run(Integer.parseInt(args[2]));
            Start.done(Corpus.TYPES.stream().mapToLong(type -> floor.broker.messages("hod." + type)).sum());
        }
        System.exit(0);
    }

    private void run(int threads) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(new Thread(this::loop));
        }
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void loop() {
        try (var ledger = DriverManager.getConnection(database);
                Connection jms = broker.connections().createConnection();
                Session session = jms.createSession(true, Session.SESSION_TRANSACTED)) {
            ledger.setAutoCommit(false);
            Rows rows = new Rows(ledger);
            MessageProducer producer = session.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (List<Work> batch = next(); !batch.isEmpty(); batch = next()) {
                keep(batch);
                batch.forEach(this::check);
                rows.decide(batch);
                send(batch, session, producer);
                for (Work work : batch) {
                    answer(work);
                }
                rows.delivered(batch);
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(2);
        }
    }

    private List<Work> next() {
        List<Work> batch = new ArrayList<>();
        for (Path file = files.poll(); file != null; file = batch.size() < BATCH ? files.poll() : null) {
            batch.add(new Work(file));
        }
        return batch;
    }

    private void keep(List<Work> batch) throws Exception {
        for (Work work : batch) {
            work.bytes = Files.readAllBytes(work.file);
            work.sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(work.bytes));
            try (FileChannel out = FileChannel.open(originals.resolve(work.reference),
                    StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(work.bytes));
                out.force(true);
            }
        }
        try (FileChannel folder = FileChannel.open(originals, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private void check(Work work) {
        try {
            work.form = forms.of(work.bytes);
        } catch (Forms.Invalid e) {
            work.finding = e.getMessage();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(List<Work> batch, Session session, MessageProducer producer) throws JMSException {
        Map<String, jakarta.jms.Queue> queues = new HashMap<>();
        for (Work work : batch) {
            if (work.form != null) {
                TextMessage message = session.createTextMessage(work.form.json());
                message.setStringProperty("referanse", work.reference);
                message.setStringProperty("_AMQ_DUPL_ID", work.reference);
                message.setStringProperty("rapporttype", work.form.type());
                message.setStringProperty("sha256", work.sha256);
                String queue = "hod." + work.form.type();
                if (!queues.containsKey(queue)) {
                    queues.put(queue, session.createQueue(queue));
                }
                producer.send(queues.get(queue), message);
            }
        }
        session.commit();
    }

    private void answer(Work work) throws IOException {
        String name = work.file.getFileName() + "." + work.reference + ".";
        String json = "{\"skjema\":\"kvittering/v1\",\"referanse\":\"%s\",\"utfall\":\"%s\",\"sha256\":\"%s\"}";
        receipt(name + "mottak.json", json.formatted(work.reference, "MOTTATT", work.sha256));
        receipt(name + "resultat.xml", "<kvittering><referanse>%s</referanse><utfall>%s</utfall></kvittering>"
                .formatted(work.reference, work.outcome()));
        receipt(name + "resultat.html", "<!DOCTYPE html><title>%s</title><p>%s</p>"
                .formatted(work.outcome(), work.reference));
        receipt(name + "resultat.json", json.formatted(work.reference, work.outcome(), work.sha256));
    }

    private void receipt(String name, String text) throws IOException {
        Path temporary = Files.writeString(receipts.resolve("." + name), text);
        Files.move(temporary, receipts.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The rows of a batch, in one transaction for the decision and one for the delivery. */
    private static final class Rows {

        private final java.sql.Connection ledger;
        private final PreparedStatement submission;
        private final PreparedStatement verdict;
        private final PreparedStatement timeline;

        Rows(java.sql.Connection ledger) throws SQLException {
            this.ledger = ledger;
            submission = ledger.prepareStatement("insert into submission values (?, ?, ?, ?, ?, ?)");
            verdict = ledger.prepareStatement("insert into verdict values (?, ?, ?)");
            timeline = ledger.prepareStatement("insert into timeline (reference, at, step) values (?, ?, ?)");
        }

        void decide(List<Work> batch) throws SQLException {
            for (Work work : batch) {
                fill(submission, work.reference, work.file.getFileName().toString(), work.sha256,
                        (long) work.bytes.length, now(), work.outcome());
                fill(verdict, work.reference, work.finding, work.form == null ? null : work.form.json());
                fill(timeline, work.reference, now(), "mottatt");
                fill(timeline, work.reference, now(), work.outcome());
            }
            submission.executeBatch();
            verdict.executeBatch();
            timeline.executeBatch();
            ledger.commit();
        }

        void delivered(List<Work> batch) throws SQLException {
            for (Work work : batch) {
                fill(timeline, work.reference, now(), "levert");
            }
            timeline.executeBatch();
            ledger.commit();
        }

        private static Timestamp now() {
            return new Timestamp(System.currentTimeMillis());
        }

        private static void fill(PreparedStatement statement, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.addBatch();
        }
    }
}
