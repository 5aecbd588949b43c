package no.rapportmottak.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.rapportmottak.process.Jar;

/** Many dead letters, sent again by one command of an operator's: each has one effect at its consumer. */
final class DeadLetterReplay {

    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private DeadLetterReplay() {}

    /** How long it took from the command until the last message was there; the world has a report that was accepted. */
    static Duration replay(World world, int letters, Duration most) throws Exception {
        int before = world.messages(World.REPORTS).size();
        int repeated = (int) world.repeated();
        die(world, letters);

        long begun = System.nanoTime();
        String said = replayByCommand(world);
        assertThat(said).contains(letters + " wait to be sent again, 0 stay");
        assertThat(replayByCommand(world)).contains("0 wait to be sent again, 0 stay");
        Duration left = most.minusNanos(System.nanoTime() - begun);
        await("that all are sent").atMost(left).pollInterval(PAUSE).until(() -> count(world, "state <> 'LEVERT'") == 0);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        Map<String, String> messages = world.awaitMessages(World.REPORTS, before + letters);
        assertThat(messages).hasSize(before + letters);
        assertThat(world.repeated() - repeated).as("messages that were sent twice").isZero();
        System.out.println("Campaign: %d dead letters on %s sent again within %d ms"
                .formatted(letters, world.isOnPostgres() ? "PostgreSQL" : "H2", took.toMillis()));
        return took;
    }

    /** Dead letters as the outbox keeps them, of a report that was accepted; each with an order key of its own. */
    private static void die(World world, int letters) throws SQLException {
        try (Connection ledger = world.ledger()) {
            ledger.setAutoCommit(false);
            String reference = accepted(ledger);
            OffsetDateTime now = OffsetDateTime.now();
            try (PreparedStatement letter = ledger.prepareStatement("""
                            insert into outbox (id, reference, kind, destination, order_key, state, attempts, created, due, cause,
                                cause_group) values (?, ?, 'KOE', ?, ?, 'DOED', 300, ?, ?, 'the queue was away', 'the queue was away')""");
                    PreparedStatement witness = ledger.prepareStatement(
                            "insert into witness (reference, id, kind, destination) values (?, ?, 'KOE', ?)")) {
                for (int i = 0; i < letters; i++) {
                    String id = UUID.randomUUID().toString();
                    fill(letter, id, reference, World.REPORTS, "letter-" + i, now, now);
                    fill(witness, reference, id, World.REPORTS);
                    if (i % BATCH == 0) {
                        letter.executeBatch();
                        witness.executeBatch();
                    }
                }
                letter.executeBatch();
                witness.executeBatch();
            }
            ledger.commit();
        }
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private static String accepted(Connection ledger) throws SQLException {
        try (Statement statement = ledger.createStatement();
                ResultSet found = statement.executeQuery("select reference from submission where outcome like 'GODKJENT%'")) {
            assertThat(found.next()).as("an accepted report").isTrue();
            return found.getString(1);
        }
    }

    private static int count(World world, String which) throws SQLException {
        try (Connection ledger = world.ledger(); Statement statement = ledger.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from outbox where kind = 'KOE' and " + which)) {
            found.next();
            return found.getInt(1);
        }
    }

    private static String replayByCommand(World world) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(Jar.line(Jar.unpacked(), "replay", "--kind", "KOE", "--reason", "the queue is back"));
        ProcessBuilder command = new ProcessBuilder(line).directory(world.folder.toFile()).redirectErrorStream(true);
        command.environment().putAll(world.environment());
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
