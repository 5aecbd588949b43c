package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What has still to go out: the transactional outbox. Items of one destination and business key leave in the
 * order in which they were written; one that fails waits alone with what comes after it in its key, and ends as
 * a dead letter when it has failed often enough. What a node takes is leased to it as long as it lives, so of two
 * nodes one sends an item; a node that was taken for dead changes nothing of what others have taken over.
 */
public class Outbox {

    /**
     * An item that waits.
     *
     * @param cause of its last failure, or null
     */
    public record Waiting(Reference reference, Instant since, int attempts, String cause) {}

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int BATCH = 100;
    /** In one mail; what is more goes in the next. */
    private static final int NOTICES = 1000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /** With the waits above, a receiver may be away for more than a day before an item is dead. */
    static final int MOST_ATTEMPTS = 300;

    /** Longer than a receiver may ask an item to wait, and more than the clocks of two nodes differ by. */
    private static final Duration BEYOND_ASKING = Duration.ofHours(2);
    private static final Duration SKEW = Duration.ofSeconds(10);
    /**
     * An item that is due. One that would have to wait for longer than it does after so many failures ({@link #backoff}), or
     * was to leave at once and was written later than now, shows that the clock has gone back: it does not wait for the clock
     * to catch up.
     */
    private static final String DUE = """
            (o.due <= ? or o.attempts = 0 and o.due <= o.created and o.created > ?
                or o.attempts > 0 and o.due > case o.kind when 'WEBHOOK' then cast(? as timestamp(3) with time zone)
                    else cast(? as timestamp(3) with time zone)
                        + least(power(2, o.attempts - 1), %d) * interval '1.1' second end)"""
            .formatted(LONGEST_WAIT.toSeconds());

    /** What only tells of something, and how long it is worth telling. */
    private static final Set<Kind> NEWS = Set.of(Kind.WEBHOOK, Kind.EPOST);
    private static final Duration LONGEST_NEWS = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Timeline timeline;
    private final Nodes nodes;
    private final Arrivals arrivals;

    /** @param patience how long {@link #take} waits when there is nothing new */
    Outbox(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Timeline timeline, Nodes nodes, Duration patience) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.timeline = timeline;
        this.nodes = nodes;
        this.arrivals = new Arrivals(patience);
    }

    /** Adds an item in the caller's transaction; its id is the one that receivers will see. */
    void add(Reference reference, Kind kind, String destination, String orderKey) {
        Instant now = clock.instant();
        add(reference, kind, destination, orderKey, now, now);
    }

    /**
     * @param now read once for both times: an item that is due later than it was written waits, also when the clock goes back
     * @param due before which it does not leave
     */
    void add(Reference reference, Kind kind, String destination, String orderKey, Instant now, Instant due) {
        String id = id();
        jdbc.sql("""
                        insert into outbox (id, reference, kind, destination, order_key, state, created, due, owner)
                        values (?, ?, ?, ?, ?, 'VENTER', ?, ?, ?)""")
                .params(id, reference.value(), kind.name(), destination, orderKey, utc(now), utc(due),
                        nodes.ownerOfNewWork())
                .update();
        arrivals.announce(kind);
        jdbc.sql("insert into witness (reference, id, kind, destination) values (?, ?, ?, ?)")
                .params(reference.value(), id, kind.name(), destination)
                .update();
    }

    /** A UUID that sorts by time as references do, so that items written together lie together in the ledger. */
    private String id() {
        return Reference.mint(clock.instant()).value();
    }

    /**
     * The next items of a kind, which are this node's from now on: of each destination and key only the first that waits,
     * and only if it is due. It gets them again until each has ended or waits. Waits a moment for them when there was nothing
     * behind those of the last call.
     */
    public List<Delivery> take(Kind kind) {
        if (!arrivals.await(kind)) {
            return List.of();
        }
        List<Delivery> taken = take("o.kind = ?", List.of(kind.name()));
        if (taken.size() == BATCH) {
            arrivals.note(kind);
        }
        return taken;
    }

    /** The same for one destination, so that a crowd for another can't keep its items from being seen. */
    public List<Delivery> takeFor(Kind kind, String destination) {
        return take("o.kind = ? and o.destination = ?", List.of(kind.name(), destination));
    }

    /** What is this node's already, which is all while it is alone, need not be locked: a lock is written as a change is. */
    private List<Delivery> take(String chosen, List<String> choice) {
        List<Due> due = due(chosen, choice, "");
        List<Due> taken = due.stream().allMatch(each -> nodes.id().equals(each.owner())) ? due
                : transaction.execute(status -> own(due(chosen, choice, "for update skip locked")));
        return taken.stream().map(Due::delivery).toList();
    }

    private List<Due> own(List<Due> due) {
        if (!due.isEmpty()) {
            jdbc.sql("update outbox set owner = :me where id in (:taken) and (owner is null or owner <> :me)")
                    .param("me", nodes.id())
                    .param("taken", due.stream().map(each -> each.delivery().id()).toList())
                    .update();
        }
        return due;
    }

    private record Due(Delivery delivery, String owner) {}

    /** The order is that of an index, so that no more is read than is taken; H2 does not see it from {@code seq} alone. */
    private List<Due> due(String chosen, List<String> choice, String lock) {
        return jdbc.sql("""
                        select * from outbox o where o.state = 'VENTER' and %s and %s and not exists (
                            select 1 from outbox e where e.order_key = o.order_key and e.state = 'VENTER'
                                and e.seq < o.seq and e.kind = o.kind
                                and (e.kind = 'KVITTERING' or e.destination = o.destination))
                            and %s
                        order by o.state, o.kind, o.seq limit ? %s""".formatted(chosen, DUE, Nodes.FREE, lock))
                .params(choice)
                .params(now())
                .param(nodes.id())
                .param(BATCH)
                .query((row, n) -> new Due(delivery(row), row.getString("owner")))
                .list();
    }

    /** The destinations of a kind for which something is due. */
    public List<String> destinations(Kind kind) {
        return jdbc.sql("select distinct destination from outbox o where state = 'VENTER' and kind = ? and " + DUE)
                .param(kind.name())
                .params(now())
                .query(String.class)
                .list();
    }

    /** The parameters of {@link #DUE}. */
    private List<OffsetDateTime> now() {
        Instant now = clock.instant();
        return List.of(utc(now), utc(now), utc(now.plus(BEYOND_ASKING)), utc(now.plus(SKEW)));
    }

    /** Which receipt an item to a partner brings: the one that was written for the sender's folder just before it. */
    String receiptWith(Delivery delivery) {
        return jdbc.sql("""
                        select destination from outbox where reference = ? and kind = 'KVITTERING'
                            and seq < (select seq from outbox where id = ?) order by seq desc limit 1""")
                .params(delivery.reference().value(), delivery.id())
                .query(String.class)
                .single();
    }

    /** Everything that leaves in one mail with an item, itself first. */
    List<Notice> together(Delivery delivery) {
        return jdbc.sql("""
                        select o.*, s.outcome, s.received, v.findings from outbox o
                            join outbox first on first.order_key = o.order_key and first.kind = o.kind
                                and first.destination = o.destination
                            join submission s on s.reference = o.reference
                            join verdict v on v.reference = o.reference
                        where first.id = ? and o.state = 'VENTER' and (o.id = first.id or o.due <= ?)
                        order by o.seq limit ?""")
                .params(delivery.id(), utc(clock.instant()), NOTICES)
                .query((row, n) -> new Notice(
                        delivery(row), Outcome.valueOf(row.getString("outcome")),
                        Timeline.instant(row.getObject("received", OffsetDateTime.class)),
                        Submissions.countFindings(row.getString("findings"))))
                .list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString("id"), new Reference(row.getString("reference")),
                Kind.valueOf(row.getString("kind")), row.getString("destination"), row.getInt("attempts"));
    }

    /**
     * Ends an item well, and those that left with it; what the archive has taken is told to those who listen, in
     * the same transaction.
     */
    public void delivered(Parcel parcel) {
        transaction.executeWithoutResult(status -> parcel.deliveries().forEach(delivery -> {
            int ended = jdbc.sql("""
                            update outbox set state = 'LEVERT', delivered = ?, cause = null
                            where id = ? and state = 'VENTER' and (owner is null or owner = ?)""")
                    .params(utc(clock.instant()), delivery.id(), nodes.id())
                    .update();
            if (ended == 1) {
                timeline.note(delivery.reference(), "levert", what(delivery, parcel));
                arrivals.announce(delivery.kind());
                if (delivery.kind() == Kind.ARKIV) {
                    archived(delivery.reference(), parcel.packed());
                }
            }
        }));
    }

    /** The checksum of a package, so that the timeline vouches for it. */
    private static String what(Delivery delivery, Parcel parcel) {
        String what = delivery.kind() + " " + delivery.destination();
        return delivery.kind() == Kind.ARKIV ? what + ", sha256 " + parcel.packed().sha256() : what;
    }

    private void archived(Reference reference, ArchivePackage packed) {
        jdbc.sql("insert into archive_package (reference, path, sha256, size) values (?, ?, ?, ?) on conflict do nothing")
                .params(reference.value(), packed.path(), packed.sha256(), packed.size())
                .update();
        add(reference, Kind.KOE, Destinations.ARCHIVED, reference.value());
    }

    ArchivePackage packed(Reference reference) {
        return jdbc.sql("select path, sha256, size from archive_package where reference = ?")
                .param(reference.value())
                .query((row, n) -> new ArchivePackage(row.getString(1), row.getString(2), row.getLong(3)))
                .optional()
                .orElse(null);
    }

    /** Somebody else is away: the item waits, longer each time, and is dead after the last attempt. */
    public void tryAgain(Parcel parcel, Throwable cause) {
        Delivery delivery = parcel.delivery();
        if (delivery.attempts() + 1 >= MOST_ATTEMPTS || isStaleNews(delivery)) {
            park(parcel, cause);
            return;
        }
        int waiting = jdbc.sql("""
                        update outbox set attempts = attempts + 1, due = ?, cause = ?, owner = null
                        where id = ? and state = 'VENTER' and (owner is null or owner = ?)""")
                .params(utc(next(delivery, cause)), Causes.text(cause), delivery.id(), nodes.id())
                .update();
        if (waiting == 1 && delivery.attempts() == 0) {
            LOG.warn("{} {} {} waits: {}", delivery.reference(), delivery.kind(), delivery.destination(), cause.toString());
        }
    }

    /** Whoever a kind goes to is back: what waits for its next attempt is due now, and leaves in order. */
    public void hurry(Kind kind) {
        jdbc.sql("update outbox set due = ? where state = 'VENTER' and kind = ? and attempts > 0 and due > ?")
                .params(utc(clock.instant()), kind.name(), utc(clock.instant()))
                .update();
    }

    /** Behind a receiver that is away most items wait without being tried, so attempts alone would never end them. */
    private boolean isStaleNews(Delivery delivery) {
        return NEWS.contains(delivery.kind()) && jdbc.sql("select count(*) from outbox where id = ? and created < ?")
                .params(delivery.id(), utc(clock.instant().minus(LONGEST_NEWS)))
                .query(Integer.class)
                .single() == 1;
    }

    private Instant next(Delivery delivery, Throwable cause) {
        Instant ours = clock.instant().plus(backoff(delivery.attempts()));
        Instant theirs = cause instanceof RecipientUnavailable away ? away.notBefore() : null;
        return theirs == null || theirs.isBefore(ours) ? ours : theirs;
    }

    /** Doubles from one second to five minutes, with a tenth of jitter so that a crowd doesn't return as one. */
    static Duration backoff(int failed) {
        long wait = FIRST_WAIT.toMillis() << Math.min(failed, 10);
        long capped = Math.min(wait, LONGEST_WAIT.toMillis());
        return Duration.ofMillis(capped + ThreadLocalRandom.current().nextLong(capped / 10 + 1));
    }

    /** Our fault, or hopeless: the item is a dead letter, kept with its cause. */
    public void park(Parcel parcel, Throwable cause) {
        Delivery first = parcel.delivery();
        transaction.executeWithoutResult(status -> parcel.deliveries().forEach(delivery -> {
            int parked = jdbc.sql("""
                            update outbox set attempts = attempts + 1, state = 'DOED', cause = ?, cause_group = ?
                            where id = ? and state = 'VENTER' and (owner is null or owner = ?)""")
                    .params(Causes.text(cause), Causes.group(cause), delivery.id(), nodes.id())
                    .update();
            if (parked == 1) {
                timeline.note(delivery.reference(), "parkert", delivery.kind() + " " + delivery.destination() + ": " + cause);
            }
        }));
        if (cause instanceof RecipientRefused || cause instanceof RecipientUnavailable) {
            LOG.warn("{} {} {} is a dead letter: {}", first.reference(), first.kind(), first.destination(), cause.getMessage());
        } else {
            LOG.error("{} {} {} is a dead letter", first.reference(), first.kind(), first.destination(), cause);
        }
    }

    /** What has waited longest of a kind; mail that is not to leave yet does not wait. */
    public Optional<Waiting> oldest(Kind kind) {
        return jdbc.sql("""
                        select reference, created, attempts, cause from outbox
                        where state = 'VENTER' and kind = ? and (due <= ? or attempts > 0) order by seq limit 1""")
                .params(kind.name(), utc(clock.instant()))
                .query((row, n) -> new Waiting(new Reference(row.getString(1)),
                        Timeline.instant(row.getObject(2, OffsetDateTime.class)), row.getInt(3), row.getString(4)))
                .optional();
    }

    /** How many items of a kind stand in a state. */
    public long count(Kind kind, String state) {
        return jdbc.sql("select count(*) from outbox where state = ? and kind = ?")
                .params(state, kind.name())
                .query(Long.class)
                .single();
    }

    /** How many items stand in a state: VENTER, LEVERT or DOED. */
    public long count(String state) {
        return jdbc.sql("select count(*) from outbox where state = ?").param(state).query(Long.class).single();
    }
}
