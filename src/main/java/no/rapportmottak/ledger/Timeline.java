package no.rapportmottak.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to each submission, in order: the message history (EIP), and our log of the main flow. */
public class Timeline {

    /** This machine, as the timeline names it. */
    static final String NODE = node();
    private static final int DETAIL = 2000;

    /**
     * @param detail may be null
     * @param node   the machine that did it, or null for what is older than the column
     */
    public record Entry(Instant at, String step, String detail, String node) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public Timeline(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes a step; in the transaction of the caller, if there is one. */
    public void note(Reference reference, String step, String detail) {
        jdbc.sql("insert into timeline (reference, at, step, detail, node) values (?, ?, ?, ?, ?)")
                .params(reference.value(), utc(clock.instant()), step, cut(detail), NODE)
                .update();
    }

    public List<Entry> of(Reference reference) {
        return jdbc.sql("select at, step, detail, node from timeline where reference = ? order by id")
                .param(reference.value())
                .query((row, n) -> new Entry(instant(row.getObject(1, OffsetDateTime.class)), row.getString(2), row.getString(3),
                        row.getString(4)))
                .list();
    }

    private static String node() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), 64));
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static String cut(String text) {
        return text == null || text.length() <= DETAIL ? text : text.substring(0, DETAIL - 1) + "…";
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
