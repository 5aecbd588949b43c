package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The timeline of all submissions as one stream, in the order of its numbers. Reads alone. */
public class Happenings {

    /**
     * A step of a submission, with what was known of it by then or later.
     *
     * @param sender   null when the row of the submission is gone, as what follows
     * @param type     null as long as nobody knows
     * @param handled  null as long as it is undecided
     * @param here     whether this machine did it
     */
    public record Happening(
            long number, Reference reference, Instant at, String step, String detail, String sender, String channel,
            String type, Instant received, Instant handled, boolean here) {}

    private final JdbcClient jdbc;

    public Happenings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the newest; 0 when nothing has happened. */
    public long last() {
        return jdbc.sql("select coalesce(max(id), 0) from timeline").query(Long.class).single();
    }

    /** The next after a number. Numbers that are missing may still come: transactions end in another order. */
    public List<Happening> after(long number, int most) {
        return jdbc.sql("""
                        select t.id, t.reference, t.at, t.step, t.detail, t.node, s.sender, s.channel, s.report_type, s.received, s.handled
                        from timeline t left join submission s on s.reference = t.reference
                        where t.id > ? order by t.id limit ?""")
                .params(number, most)
                .query((row, n) -> new Happening(
                        row.getLong("id"), new Reference(row.getString("reference")), instant(row.getObject("at", OffsetDateTime.class)), row.getString("step"),
                        row.getString("detail"), row.getString("sender"), row.getString("channel"),
                        row.getString("report_type"), instant(row.getObject("received", OffsetDateTime.class)),
                        instant(row.getObject("handled", OffsetDateTime.class)),
                        Timeline.NODE.equals(row.getString("node"))))
                .list();
    }
}
