package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits, and since when. Reads alone. */
public class Backlog {

    /** A mail may be written long before it is due; waiting begins then. */
    private static final String WAITS_SINCE = "case when attempts = 0 then due else created end";

    /**
     * What waits for one destination longer than it should.
     *
     * @param oldest of its submissions
     * @param since  when the oldest should have left
     * @param cause  why the last attempt failed; null when there was none
     */
    public record Late(String destination, long items, Reference oldest, Instant since, String cause) {}

    /** @param oldest null when there is nothing */
    public record Depth(long items, Instant oldest) {}

    /** One that stands in a state, and since when. */
    public record Standing(Reference reference, Instant since) {}

    private final JdbcClient jdbc;

    public Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What should have left before an instant and waits still, by destination. */
    public List<Late> late(Kind kind, Instant before) {
        return jdbc.sql("""
                        select destination, count(*), min(reference), min(%s), max(cause) from outbox
                        where state = 'VENTER' and kind = ? and created < ? and (due < ? or attempts > 0)
                        group by destination order by destination""".formatted(WAITS_SINCE))
                .params(kind.name(), utc(before), utc(before))
                .query((row, n) -> new Late(
                        row.getString(1), row.getLong(2), new Reference(row.getString(3)),
                        instant(row.getObject(4, OffsetDateTime.class)), row.getString(5)))
                .list();
    }

    /** How much of a kind waits, and since when the oldest of it. */
    public Depth depth(Kind kind) {
        return jdbc.sql("select count(*), min(%s) from outbox where state = 'VENTER' and kind = ?".formatted(WAITS_SINCE))
                .param(kind.name())
                .query((row, n) -> new Depth(row.getLong(1), instant(row.getObject(2, OffsetDateTime.class))))
                .single();
    }

    /** The submission that has stood longest at an outcome, and since when: its reception or its decision. */
    public Optional<Standing> oldest(Outcome outcome) {
        String since = outcome == Outcome.MOTTATT ? "received" : "handled";
        return jdbc.sql("select reference, %s from submission where outcome = ? order by reference limit 1".formatted(since))
                .param(outcome.name())
                .query((row, n) -> new Standing(
                        new Reference(row.getString(1)), instant(row.getObject(2, OffsetDateTime.class))))
                .optional();
    }

    /** The dead letters by the relay that they failed in, the oldest item of each. */
    public List<Late> dead() {
        return jdbc.sql("""
                        select kind, count(*), min(reference), min(created), max(cause) from outbox
                        where state = 'DOED' group by kind order by kind""")
                .query((row, n) -> new Late(
                        row.getString(1), row.getLong(2), new Reference(row.getString(3)),
                        instant(row.getObject(4, OffsetDateTime.class)), row.getString(5)))
                .list();
    }
}
