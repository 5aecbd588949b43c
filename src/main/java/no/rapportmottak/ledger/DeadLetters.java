package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The items of the outbox that failed for good, and sending them again. An item that is replayed waits as if it had
 * just been written; its id stays, so a receiver that has seen it after all recognises it. Replaying one that is no
 * dead letter any more changes nothing.
 */
public class DeadLetters {

    private static final int BATCH = 500;

    /** What is old news once a newer version has been accepted; archive and receipts want every version. */
    private static final String OUTDATED = """
            (s.replaced_by is not null and o.kind in ('KOE', 'WEBHOOK', 'EPOST') and o.destination <> '%s')"""
            .formatted(Destinations.ARCHIVED);

    /**
     * Which dead letters; what is null chooses nothing.
     *
     * @param id    of one item
     * @param cause as groups have it; a {@code *} stands for anything
     */
    public record Selection(String id, String reference, Kind kind, String destination, String cause) {

        public static final Selection ALL = new Selection(null, null, null, null, null);

        public static Selection one(String id) {
            return new Selection(id, null, null, null, null);
        }

        @Override
        public String toString() {
            String chosen = Stream.of(id, reference, kind, destination, cause).filter(Objects::nonNull).map(Object::toString)
                    .reduce((one, other) -> one + " " + other).orElse("");
            return chosen.isEmpty() ? "alle" : chosen;
        }
    }

    /** Dead letters with one cause. */
    public record Group(Kind kind, String destination, String cause, long count, Instant oldest) {}

    /** @param outdated whether a newer version has taken the place of what it tells of */
    public record Letter(
            String id, Reference reference, Kind kind, String destination, Instant created, int attempts, String cause,
            boolean outdated) {}

    /**
     * @param replayed how many wait again, or would
     * @param refused  how many stay because they are outdated
     */
    public record Replayed(int replayed, int refused) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Audit audit;

    public DeadLetters(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.audit = audit;
    }

    /** All of them by cause, the most first. */
    public List<Group> groups() {
        return jdbc.sql("""
                        select kind, destination, coalesce(cause_group, '') as cause, count(*) as n, min(created) as oldest
                        from outbox where state = 'DOED'
                        group by kind, destination, coalesce(cause_group, '') order by n desc, kind, destination limit 200""")
                .query((row, n) -> new Group(Kind.valueOf(row.getString("kind")), row.getString("destination"),
                        row.getString("cause"), row.getLong("n"), instant(row.getObject("oldest", OffsetDateTime.class))))
                .list();
    }

    /** The oldest of them first. */
    public List<Letter> find(Selection selection, int most) {
        return after(0, selection, most).stream().map(Found::letter).toList();
    }

    private record Found(long seq, Letter letter) {}

    private List<Found> after(long seq, Selection selection, int most) {
        Where where = new Where()
                .add("o.state = 'DOED'")
                .add("o.seq > :seq", "seq", seq)
                .add("o.id = :id", "id", selection.id())
                .add("o.reference = :reference", "reference", selection.reference())
                .add("o.kind = :kind", "kind", selection.kind() == null ? null : selection.kind().name())
                .add("o.destination = :destination", "destination", selection.destination())
                .like("coalesce(o.cause_group, '')", "cause", selection.cause());
        return where.fill(jdbc.sql("""
                        select o.*, %s as outdated from outbox o join submission s on s.reference = o.reference
                        where %s order by o.seq limit %d""".formatted(OUTDATED, where, most)))
                .query((row, n) -> found(row))
                .list();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(row.getLong("seq"), new Letter(
                row.getString("id"), new Reference(row.getString("reference")), Kind.valueOf(row.getString("kind")),
                row.getString("destination"), instant(row.getObject("created", OffsetDateTime.class)),
                row.getInt("attempts"), row.getString("cause"), row.getBoolean("outdated")));
    }

    /** What {@link #replay} would do. */
    public Replayed rehearse(Selection selection, boolean force) {
        return throughAll(selection, force, List::size);
    }

    /**
     * Sends them again, in batches: what is done when something fails halfway stays done, and the rest are dead letters
     * still.
     *
     * @param force the outdated ones too
     */
    public Replayed replay(Selection selection, boolean force, Act act) {
        transaction.executeWithoutResult(status -> audit.note(act, force ? "replay --force" : "replay", selection.toString()));
        return throughAll(selection, force, ids -> revive(ids, act));
    }

    private interface Doing {
        /** How many it was done to. */
        int with(List<String> ids);
    }

    private Replayed throughAll(Selection selection, boolean force, Doing doing) {
        int replayed = 0;
        int refused = 0;
        List<Found> batch = after(0, selection, BATCH);
        while (!batch.isEmpty()) {
            List<String> chosen = batch.stream().map(Found::letter).filter(letter -> force || !letter.outdated())
                    .map(Letter::id).toList();
            replayed += chosen.isEmpty() ? 0 : doing.with(chosen);
            refused += batch.size() - chosen.size();
            batch = after(batch.get(batch.size() - 1).seq(), selection, BATCH);
        }
        return new Replayed(replayed, refused);
    }

    private int revive(List<String> ids, Act act) {
        Integer revived = transaction.execute(status -> {
            List<String> dead = jdbc.sql("select id from outbox where id in (:ids) and state = 'DOED' order by seq for update")
                    .param("ids", ids)
                    .query(String.class)
                    .list();
            return dead.isEmpty() ? 0 : reviveLocked(dead, act);
        });
        return revived == null ? 0 : revived;
    }

    private int reviveLocked(List<String> ids, Act act) {
        OffsetDateTime now = utc(clock.instant());
        jdbc.sql("""
                        insert into timeline (reference, at, step, detail, node)
                            select reference, cast(:now as timestamp(3) with time zone), 'sendt på nytt',
                                concat(kind, ' ', destination, ': ', cast(:why as varchar(2000))), cast(:node as varchar(64))
                            from outbox where id in (:ids)""")
                .param("now", now)
                .param("why", act.who() + ": " + act.reason())
                .param("node", Timeline.NODE)
                .param("ids", ids)
                .update();
        return jdbc.sql("""
                        update outbox set state = 'VENTER', owner = null, attempts = 0, due = :now, created = :now, cause = null,
                            cause_group = null where id in (:ids)""")
                .param("now", now)
                .param("ids", ids)
                .update();
    }
}
