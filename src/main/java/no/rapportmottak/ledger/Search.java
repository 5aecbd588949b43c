package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds submissions by what people know of them, and tells what became of each. Reads alone, so it may run beside a hub. */
public class Search {

    private static final int MOST = 200;

    /**
     * A submission as its row says.
     *
     * @param reportType   null as long as nobody knows
     * @param organisation likewise
     */
    public record Hit(
            Reference reference,
            String sender,
            String fileName,
            Instant received,
            String sha256,
            long size,
            String outcome,
            Instant handled,
            String reportType,
            String organisation,
            int version,
            String replacedBy,
            String original) {}

    /** An item of the outbox and how far it got; {@code cause} is the last failure, or null. */
    public record Sending(String id, String kind, String destination, String state, int attempts, String cause) {}

    private final JdbcClient jdbc;
    private final Timeline timeline;

    public Search(JdbcClient jdbc, Timeline timeline) {
        this.jdbc = jdbc;
        this.timeline = timeline;
    }

    /** Those that have this reference, SHA-256, file name or organisation number, the newest first. */
    public List<Hit> find(String key) {
        return jdbc.sql("""
                        select * from submission
                        where reference = :key or sha256 = :key or file_name = :key or organisation = :key
                        order by received desc limit :most""")
                .param("key", key)
                .param("most", MOST)
                .query((row, n) -> new Hit(
                        new Reference(row.getString("reference")), row.getString("sender"), row.getString("file_name"),
                        instant(row.getObject("received", OffsetDateTime.class)), row.getString("sha256"),
                        row.getLong("size"), row.getString("outcome"),
                        instant(row.getObject("handled", OffsetDateTime.class)), row.getString("report_type"),
                        row.getString("organisation"), row.getInt("version"), row.getString("replaced_by"),
                        row.getString("original")))
                .list();
    }

    /** What happened to a submission, in order. */
    public List<Timeline.Entry> timeline(Reference reference) {
        return timeline.of(reference);
    }

    /** What has gone out for a submission or has still to. */
    public List<Sending> sendings(Reference reference) {
        return jdbc.sql("select id, kind, destination, state, attempts, cause from outbox where reference = ? order by seq")
                .param(reference.value())
                .query((row, n) -> new Sending(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getInt(5), row.getString(6)))
                .list();
    }
}
