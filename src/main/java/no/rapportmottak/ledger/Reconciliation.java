package no.rapportmottak.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What should be there, by the second witness that is written with each item of the outbox. Asks for stretches of
 * references, which are in the order of time, so that nobody has to look at all at once.
 */
public class Reconciliation {

    /** A row that the witness knows and that is not there any more. */
    public record Gone(String reference, String what) {}

    /**
     * What the ledger says of the files of a submission.
     *
     * @param path from the data folder
     */
    public record Kept(String reference, String what, String path, String sha256, long size) {}

    /** What a sender handed in on a day, and what became of it. */
    public record Line(
            String sender, long received, long accepted, long rejected, long duplicate, long quarantined, long inFlight) {

        public boolean isBalanced() {
            return received == accepted + rejected + duplicate + quarantined + inFlight;
        }
    }

    private static final String NOT_PURGED = " and not exists (select 1 from purge p where p.reference = s.reference)";

    private final JdbcClient jdbc;

    public Reconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The smallest reference that could be minted at an instant. */
    public static String at(Instant instant) {
        String millis = "%012x".formatted(instant.toEpochMilli());
        return millis.substring(0, 8) + "-" + millis.substring(8);
    }

    /** The last of the next references after one; empty when there are none. */
    public List<String> next(String after, int most) {
        return jdbc.sql("select distinct reference from witness where reference > ? order by reference limit ?")
                .params(after, most)
                .query(String.class)
                .list();
    }

    /** The rows of a stretch of references, both ends included, that were deleted. */
    public List<Gone> gone(String first, String last) {
        List<Gone> gone = new ArrayList<>(jdbc.sql("""
                        select distinct w.reference from witness w
                        where w.reference between ? and ?
                            and not exists (select 1 from submission s where s.reference = w.reference)""")
                .params(first, last)
                .query((row, n) -> new Gone(row.getString(1), "the row of the submission"))
                .list());
        gone.addAll(jdbc.sql("""
                        select w.reference, w.kind, w.destination, w.id from witness w
                        where w.reference between ? and ?
                            and exists (select 1 from submission s where s.reference = w.reference)
                            and not exists (select 1 from outbox o where o.id = w.id)""")
                .params(first, last)
                .query((row, n) -> new Gone(row.getString(1), "the outbox item %s %s (%s)".formatted(
                        row.getString(2), row.getString(3), row.getString(4))))
                .list());
        gone.addAll(jdbc.sql("""
                        select s.reference from submission s where s.reference between ? and ? and s.outcome <> 'MOTTATT'
                            and not exists (select 1 from verdict v where v.reference = s.reference)""")
                .params(first, last)
                .query((row, n) -> new Gone(row.getString(1), "the row of the verdict"))
                .list());
        gone.addAll(jdbc.sql("""
                        select o.reference from outbox o
                        where o.reference between ? and ? and o.kind = 'ARKIV' and o.state = 'LEVERT'
                            and not exists (select 1 from archive_package p where p.reference = o.reference)""")
                .params(first, last)
                .query((row, n) -> new Gone(row.getString(1), "the row of the package"))
                .list());
        return gone;
    }

    /** The files that a stretch of references should have; of those whose content was purged none. */
    public List<Kept> kept(String first, String last) {
        List<Kept> kept = new ArrayList<>(jdbc.sql(
                        "select reference, original_path, sha256, size from submission s where s.reference between ? and ?" + NOT_PURGED)
                .params(first, last)
                .query((row, n) -> new Kept(row.getString(1), "the original", "originals/" + row.getString(2),
                        row.getString(3), row.getLong(4)))
                .list());
        kept.addAll(jdbc.sql("select reference, path, sha256, size from archive_package s where s.reference between ? and ?" + NOT_PURGED)
                .params(first, last)
                .query((row, n) -> new Kept(
                        row.getString(1), "the package", row.getString(2), row.getString(3), row.getLong(4)))
                .list());
        return kept;
    }

    /** Those of some references that no row is of. */
    public Set<String> strangers(List<String> references) {
        Set<String> strangers = new HashSet<>(references);
        if (!references.isEmpty()) {
            strangers.removeAll(jdbc.sql("select reference from submission where reference in (:references)")
                    .param("references", references)
                    .query(String.class)
                    .list());
        }
        return strangers;
    }

    /** What was received on a day (UTC) by the witness, and what became of it by the ledger, for each sender. */
    public List<Line> lines(LocalDate day) {
        return jdbc.sql("""
                        select coalesce(s.sender, '?') as who, count(*),
                            sum(case when s.outcome in ('GODKJENT', 'GODKJENT_MED_MERKNADER') then 1 else 0 end),
                            sum(case when s.outcome = 'AVVIST' then 1 else 0 end),
                            sum(case when s.outcome = 'DUPLIKAT' then 1 else 0 end),
                            sum(case when s.outcome = 'KARANTENE' then 1 else 0 end),
                            sum(case when s.outcome = 'MOTTATT' then 1 else 0 end)
                        from witness w left join submission s on s.reference = w.reference
                        where w.reference >= ? and w.reference < ? and w.kind = 'KVITTERING' and w.destination = 'mottak'
                        group by coalesce(s.sender, '?')""")
                .params(start(day), start(day.plusDays(1)))
                .query((row, n) -> new Line(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getLong(5), row.getLong(6), row.getLong(7)))
                .list();
    }

    private static String start(LocalDate day) {
        return at(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Writes a line of a day down, in the place of the one before. */
    public void write(LocalDate day, Line line) {
        Object[] numbers = {line.received(), line.accepted(), line.rejected(), line.duplicate(), line.quarantined(),
            line.inFlight(), day, line.sender()};
        int known = jdbc.sql("""
                        update balance set received = ?, accepted = ?, rejected = ?, duplicate = ?, quarantined = ?,
                            in_flight = ? where began = ? and sender = ?""")
                .params(numbers)
                .update();
        if (known == 0) {
            jdbc.sql("""
                            insert into balance (received, accepted, rejected, duplicate, quarantined, in_flight, began, sender)
                            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                    .params(numbers)
                    .update();
        }
    }
}
