package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who changed what, when and why; the only one that writes it down. Entries are added, never changed. */
public class Audit {

    private static final int SUBJECT = 1024;

    /**
     * @param what    the action, such as {@code replay}
     * @param subject what it was done to
     */
    public record Entry(long id, Instant at, String who, String what, String subject, String reason) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes an action, in the transaction that carries it out. */
    void note(Act act, String what, String subject) {
        jdbc.sql("insert into audit (at, who, what, subject, reason) values (?, ?, ?, ?, ?)")
                .params(utc(clock.instant()), act.who(), what,
                        subject.substring(0, Math.min(subject.length(), SUBJECT)), act.reason())
                .update();
    }

    /** The entries before an id, the newest first. */
    public List<Entry> before(long id, int most) {
        return jdbc.sql("select * from audit where id < ? order by id desc limit ?")
                .params(id, most)
                .query((row, n) -> new Entry(row.getLong("id"), instant(row.getObject("at", OffsetDateTime.class)),
                        row.getString("who"), row.getString("what"), row.getString("subject"), row.getString("reason")))
                .list();
    }
}
