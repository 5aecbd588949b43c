package no.rapportmottak.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.rapportmottak.submission.Reference;

/**
 * Fills the ledger of a hub that was stopped with copies of one of its accepted reports, as if they had been received in
 * the year before and their content were deleted since: they have all their rows, but no files.
 */
final class FilledLedger {

    private static final Duration AGO = Duration.ofDays(365);
    /** What each copy has of its own beside its reference, by the table's column. */
    private static final Map<String, String> OWN = Map.of(
            "submission.sha256", "c.sha256", "submission.received", "c.at", "submission.handled", "c.at",
            "submission.business_key", "c.reference", "outbox.id", "cast(random_uuid() as varchar)", "outbox.created", "c.at",
            "timeline.at", "c.at");
    private static final List<String> TABLES =
            List.of("submission", "verdict", "finding", "timeline", "outbox", "archive_package", "planned_post");

    private FilledLedger() {}

    static void fill(Path data, int copies) throws SQLException {
        String url = "jdbc:h2:file:" + data.resolve("ledger") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection ledger = DriverManager.getConnection(url, "", ""); Statement statement = ledger.createStatement()) {
            statement.execute("create table copy (reference varchar(36) primary key, sha256 varchar(64), at timestamp(3) with time zone)");
            write(ledger, copies);
            String copied = text(statement, "select min(reference) from submission where version > 0");
            for (String table : TABLES) {
                statement.execute(copy(statement, table, copied));
            }
            statement.execute("""
                    insert into witness (reference, id, kind, destination)
                        select o.reference, o.id, o.kind, o.destination from outbox o join copy c on c.reference = o.reference""");
            statement.execute("""
                    insert into content (sender, sha256, holder)
                        select s.sender, s.sha256, s.reference from submission s join copy c on c.reference = s.reference""");
            statement.execute("insert into current_version (business_key, reference, version) select reference, reference, 1 from copy");
            statement.execute("insert into purge (reference, began, ended) select reference, at, at from copy");
            statement.execute("drop table copy");
            statement.execute("shutdown compact");
        }
    }

    private static void write(Connection ledger, int copies) throws SQLException {
        try (PreparedStatement insert = ledger.prepareStatement("insert into copy values (?, ?, ?)")) {
            Instant first = Instant.now().minus(AGO);
            Duration between = AGO.minusDays(2).dividedBy(copies);
            for (int i = 0; i < copies; i++) {
                Instant at = first.plus(between.multipliedBy(i));
                insert.setString(1, Reference.mint(at).value());
                insert.setString(2, "%064x".formatted(System.nanoTime() * 1_000_003 + i));
                insert.setObject(3, at.atOffset(ZoneOffset.UTC));
                insert.addBatch();
                if (i % 1000 == 999 || i == copies - 1) {
                    insert.executeBatch();
                }
            }
        }
    }

    /** All columns but those that count by themselves. */
    private static String copy(Statement statement, String table, String copied) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                select column_name from information_schema.columns
                where table_schema = 'public' and table_name = '%s' and is_identity = 'NO'""".formatted(table))) {
            while (row.next()) {
                String column = row.getString(1);
                columns.add(column);
                values.add(column.equals("reference") ? "c.reference" : OWN.getOrDefault(table + "." + column, "t." + column));
            }
        }
        return "insert into %s (%s) select %s from %s t cross join copy c where t.reference = '%s'".formatted(
                table, String.join(", ", columns), String.join(", ", values), table, copied);
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
