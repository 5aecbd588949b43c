package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.RowCallbackHandler;
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
            String original,
            Integer year,
            String chapter,
            String post,
            String scheme,
            boolean trial) {}

    /**
     * An item of the outbox and how far it got.
     *
     * @param delivered null as long as it is not
     * @param cause     the last failure, or null
     */
    public record Sending(
            String id, String kind, String destination, String state, int attempts, Instant created, Instant delivered,
            String cause) {}

    private final JdbcClient jdbc;
    private final Timeline timeline;

    public Search(DataSource database, Timeline timeline) {
        this.jdbc = JdbcClient.create(new PlannedByValue(database));
        this.timeline = timeline;
    }

    /** Those that have this reference, SHA-256, file name or organisation number, the newest first. */
    public List<Hit> find(String key) {
        return jdbc.sql("""
                        select * from submission
                        where reference = :key or sha256 = :key or organisation = :key
                            or search_name = :name and file_name = :key
                        order by received desc limit :most""")
                .param("key", key)
                .param("name", Criteria.searchName(key))
                .param("most", MOST)
                .query((row, n) -> hit(row))
                .list();
    }

    public Optional<Hit> find(Reference reference) {
        return jdbc.sql("select * from submission where reference = ?")
                .param(reference.value())
                .query((row, n) -> hit(row))
                .optional();
    }

    /**
     * A page of those that fit, the newest first.
     *
     * @param before the last reference of the page before, or null for the first page
     */
    public List<Hit> page(Criteria criteria, String before, int most) {
        if (criteria.senders() != null && criteria.senders().isEmpty()) {
            return List.of();
        }
        Where where = where(criteria).add("s.reference < :before", "before", before);
        String from = criteria.code() == null ? "submission s" : "finding f join submission s on s.reference = f.reference";
        String order = criteria.code() == null ? "s.reference" : "f.reference";
        return where.fill(jdbc.sql("select s.* from %s where %s order by %s desc limit %d".formatted(from, where, order, most)))
                .query((row, n) -> hit(row))
                .list();
    }

    private static Where where(Criteria c) {
        return new Where()
                .add("s.reference = :reference", "reference", c.reference())
                .add("s.sha256 = :sha256", "sha256", c.sha256())
                .like("s.search_name", "fileName", c.fileName() == null ? null : Criteria.searchName(c.fileName()))
                .add("s.organisation = :organisation", "organisation", c.organisation())
                .add("s.sender in (:senders)", "senders", c.senders())
                .add("s.report_type = :reportType", "reportType", c.reportType())
                .add("s.chapter = :chapter", "chapter", c.chapter())
                .add("s.post = :post", "post", c.post())
                .add("s.scheme = :scheme", "scheme", c.scheme())
                .add("s.budget_year = :year", "year", c.year())
                .add("s.outcome = :outcome", "outcome", c.outcome() == null ? null : c.outcome().name())
                .add("f.code = :code", "code", c.code())
                .add("s.reference >= :from", "from", Reference.from(c.from()))
                .add("s.reference < :until", "until", Reference.from(c.until()));
    }

    /** The versions of the report that a submission is one of, the first one first; itself alone when it has none. */
    public List<Hit> versions(Reference reference) {
        return jdbc.sql("""
                        select s.* from submission s join submission this on this.reference = ?
                        where s.business_key = this.business_key and s.version > 0 order by s.version limit 200""")
                .param(reference.value())
                .query((row, n) -> hit(row))
                .list();
    }

    /** How many submissions of a sender stand where, of those received from then on. */
    public Map<Outcome, Long> outcomes(String sender, Instant from) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        jdbc.sql("select outcome, count(*) from submission where sender = ? and reference >= ? group by outcome")
                .params(sender, Reference.from(from))
                .query((RowCallbackHandler) row -> outcomes.put(Outcome.valueOf(row.getString(1)), row.getLong(2)));
        return outcomes;
    }

    /** How many submissions of each sender stand where, of those received from then on. */
    public Map<String, Map<Outcome, Long>> outcomes(Instant from) {
        Map<String, Map<Outcome, Long>> all = new HashMap<>();
        jdbc.sql("select sender, outcome, count(*) from submission where reference >= ? group by sender, outcome")
                .param(Reference.from(from))
                .query((RowCallbackHandler) row -> all.computeIfAbsent(row.getString(1), sender -> new EnumMap<>(Outcome.class))
                        .put(Outcome.valueOf(row.getString(2)), row.getLong(3)));
        return all;
    }

    /** The codes that were found most often in what a sender handed in from then on. */
    public Map<String, Long> usualCodes(String sender, Instant from, int most) {
        Map<String, Long> codes = new LinkedHashMap<>();
        jdbc.sql("""
                        select f.code, count(*) as n from submission s join finding f on f.reference = s.reference
                        where s.sender = ? and s.reference >= ? group by f.code order by n desc, f.code limit ?""")
                .params(sender, Reference.from(from), most)
                .query((RowCallbackHandler) row -> codes.put(row.getString(1), row.getLong(2)));
        return codes;
    }

    /** In how many submissions received from then on each code was found. */
    public Map<String, Long> codes(Instant from) {
        Map<String, Long> codes = new HashMap<>();
        jdbc.sql("select code, count(*) from finding where reference >= ? group by code")
                .param(Reference.from(from))
                .query((RowCallbackHandler) row -> codes.put(row.getString(1), row.getLong(2)));
        return codes;
    }

    /** The package of a submission, if it lies in the archive. */
    public Optional<ArchivePackage> packed(Reference reference) {
        return jdbc.sql("select path, sha256, size from archive_package where reference = ?")
                .param(reference.value())
                .query((row, n) -> new ArchivePackage(row.getString(1), row.getString(2), row.getLong(3)))
                .optional();
    }

    private static Hit hit(ResultSet row) throws SQLException {
        return new Hit(
                new Reference(row.getString("reference")), row.getString("sender"), row.getString("file_name"),
                instant(row.getObject("received", OffsetDateTime.class)), row.getString("sha256"),
                row.getLong("size"), row.getString("outcome"),
                instant(row.getObject("handled", OffsetDateTime.class)), row.getString("report_type"),
                row.getString("organisation"), row.getInt("version"), row.getString("replaced_by"),
                row.getString("original"), (Integer) row.getObject("budget_year"), row.getString("chapter"),
                row.getString("post"), row.getString("scheme"), row.getBoolean("trial"));
    }

    /** What happened to a submission, in order. */
    public List<Timeline.Entry> timeline(Reference reference) {
        return timeline.of(reference);
    }

    /** What has gone out for a submission or has still to. */
    public List<Sending> sendings(Reference reference) {
        return jdbc.sql("select * from outbox where reference = ? order by seq")
                .param(reference.value())
                .query((row, n) -> new Sending(
                        row.getString("id"), row.getString("kind"), row.getString("destination"), row.getString("state"),
                        row.getInt("attempts"), instant(row.getObject("created", OffsetDateTime.class)),
                        instant(row.getObject("delivered", OffsetDateTime.class)), row.getString("cause")))
                .list();
    }
}
