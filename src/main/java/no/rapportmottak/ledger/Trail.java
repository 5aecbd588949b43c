package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One table whose rows are chained, and how far this process has got with it. Ids come in the order of writing, not of
 * commit: one that was passed over is looked for again for some minutes, and once more after a restart.
 */
final class Trail {

    private static final int BATCH = 2000;
    /** A transaction that takes longer than this to commit is found at the next start. */
    private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(5);
    private static final long LOOKED_BACK = 100_000;
    private static final int MOST_GAPS = 5000;
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final JdbcClient jdbc;
    private final String source;
    private final String table;
    /** Its rows with the columns of {@link Link}. */
    private final String entries;
    /** Ids below the highest that nobody has committed yet, with the time of looking in nanoseconds. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private long high;

    private Trail(JdbcClient jdbc, String source, String table, String columns) {
        this.jdbc = jdbc;
        this.source = source;
        this.table = table;
        this.entries = "select '%s' as source, id, at, %s from %s e".formatted(source, columns, table);
    }

    /** What the hub did. */
    static Trail timeline(JdbcClient jdbc) {
        return new Trail(jdbc, Link.TIMELINE, "timeline",
                Link.HUB_AND_NODE.formatted("node", "node") + " as who, step as what, reference as subject, detail as why");
    }

    /** What persons did. */
    static Trail audit(JdbcClient jdbc) {
        return new Trail(jdbc, Link.AUDIT, "audit", "who, what, subject, reason as why");
    }

    static Link link(ResultSet row) throws SQLException {
        return new Link(0, row.getString("source"), row.getLong("id"),
                MILLISECONDS.format(instant(row.getObject("at", OffsetDateTime.class))), row.getString("who"),
                row.getString("what"), row.getString("subject"), row.getString("why"), true, null, null);
    }

    /** Where another node, or this one before a restart, has left off; what it has passed may be committed only now. */
    void lookBack() {
        high = chained();
        gaps.clear();
        jdbc.sql("select e.id from %s e where e.id > ? and e.id <= ? and %s".formatted(table, notChained()))
                .params(high - LOOKED_BACK, high)
                .query(Long.class)
                .list()
                .forEach(id -> gaps.put(id, System.nanoTime()));
        long recent = Math.max(0, high - MOST_GAPS);
        Set<Long> chained = Set.copyOf(jdbc.sql("select id from chain where source = ? and id > ?")
                .params(source, recent)
                .query(Long.class)
                .list());
        for (long id = recent + 1; id < high; id++) {
            if (!chained.contains(id)) {
                gaps.put(id, System.nanoTime());
            }
        }
    }

    private long chained() {
        return jdbc.sql("select coalesce(max(id), 0) from chain where source = ?").param(source).query(Long.class).single();
    }

    private String notChained() {
        return "not exists (select 1 from chain c where c.source = '%s' and c.id = e.id)".formatted(source);
    }

    boolean hasNew() {
        return high < jdbc.sql("select coalesce(max(id), 0) from " + table).query(Long.class).single() || !late().isEmpty();
    }

    /** The entries to be chained next; from then on they count as chained. */
    List<Link> next() {
        List<Link> next = late();
        next.addAll(jdbc.sql(entries + " where id > ? order by id limit ?")
                .params(high, BATCH)
                .query((row, n) -> link(row))
                .list());
        next.forEach(link -> pass(link.id()));
        forgetOldGaps();
        return next;
    }

    /** Those that have been committed after later ones. */
    private List<Link> late() {
        if (gaps.isEmpty()) {
            return new ArrayList<>();
        }
        return new ArrayList<>(jdbc.sql(entries + " where id in (:ids) order by id")
                .param("ids", gaps.keySet())
                .query((row, n) -> link(row))
                .list());
    }

    private void pass(long id) {
        for (long missing = Math.max(high + 1, id - MOST_GAPS); missing < id; missing++) {
            gaps.put(missing, System.nanoTime());
        }
        gaps.remove(id);
        high = Math.max(high, id);
    }

    private void forgetOldGaps() {
        long now = System.nanoTime();
        gaps.values().removeIf(seen -> now - seen > COMMITTED_WITHIN.toNanos());
        while (gaps.size() > MOST_GAPS) {
            gaps.pollFirstEntry();
        }
    }

    /** A row below those that are chained which is not itself, for people. */
    Optional<String> unchained() {
        long end = chained();
        long rows = count("select count(*) from " + table + " where id <= ?", end);
        long links = count("select count(*) from chain where source = '" + source + "' and id <= ?", end);
        return rows == links ? Optional.empty()
                : jdbc.sql(entries + " where id <= ? and " + notChained() + " order by id limit 1")
                        .param(end)
                        .query((row, n) -> link(row))
                        .optional()
                        .map(link -> "%s (%s %s)".formatted(link.row(), link.what(), link.subject()));
    }

    /** How many rows wait for their place. */
    long waiting() {
        return count("select count(*) from " + table + " where id > ?", chained());
    }

    private long count(String sql, long id) {
        return jdbc.sql(sql).param(id).query(Long.class).single();
    }
}
