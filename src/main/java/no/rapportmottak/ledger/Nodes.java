package no.rapportmottak.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The processes that work on this ledger, and which of them live.
 *
 * <p>Work that a node has in hand carries its id, and is leased to it for as long as the node renews its sign of life.
 * When that lapses, other nodes take the work over; a node that was slow and not dead then finds another owner on it, and
 * what it writes about it is refused (fencing). A node that ends in order gives everything back at once, and one that
 * starts takes over at once from those of its own machine whose process is gone.
 *
 * <p>All times are the database's: the clocks of the nodes, and the hub's own, don't matter.
 */
public class Nodes implements SmartLifecycle {

    /**
     * A condition on a row with an {@code owner}: nobody has it, or the node with the id that is its one parameter, or a
     * node that is dead.
     */
    public static final String FREE =
            "(owner is null or owner = ? or owner not in (select id from node where lease_ends > current_timestamp))";

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final int RENEWALS = 5;
    /** The system tells when a process began only to about a second. */
    private static final Duration SAME_BEGINNING = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString();
    private final JdbcClient jdbc;
    private final Duration lease;
    private ScheduledExecutorService renewal;
    private volatile boolean isAlone;

    /** @param lease how long a node that gives no sign of life is still taken to be alive; whole seconds */
    public Nodes(JdbcClient jdbc, Duration lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /** This process. */
    public String id() {
        return id;
    }

    /** The machine that this process runs on, as the timeline names it. */
    public String host() {
        return Timeline.NODE;
    }

    /** One that gives no sign of life, though it did not end in order. */
    public record Silent(String host, Instant since) {}

    /** The nodes that have been silent for longer than their lease, but not for more than a day. */
    public List<Silent> silent() {
        return jdbc.sql("""
                        select host, lease_ends from node
                        where lease_ends < current_timestamp and lease_ends > current_timestamp - interval '1' day
                        order by lease_ends""")
                .query((row, n) -> new Silent(row.getString(1), Timeline.instant(row.getObject(2, OffsetDateTime.class))))
                .list();
    }

    /** The other nodes that live. */
    public Set<String> others() {
        return jdbc.sql("select id from node where lease_ends > current_timestamp and id <> ?")
                .param(id)
                .query(String.class)
                .set();
    }

    /**
     * Whether this node is the one that does something for all. It stays so until it ends or its lease lapses.
     *
     * @param task at most 64 characters
     */
    public boolean leads(String task) {
        int mine = lead(task);
        if (mine == 0 && jdbc.sql("insert into lease (name) values (?) on conflict do nothing").param(task).update() == 1) {
            mine = lead(task);
        }
        return mine == 1;
    }

    private int lead(String task) {
        return jdbc.sql("update lease set owner = ? where name = ? and " + FREE).params(id, task, id).update();
    }

    /**
     * Makes sure that a row is still this node's or nobody's; in the transaction that has locked it.
     *
     * @throws ConcurrencyFailureException when another node has it
     */
    void check(String owner) {
        if (owner != null && !owner.equals(id)) {
            throw new ConcurrencyFailureException("another node has taken it over");
        }
    }

    /**
     * Whose new work is: this node's while it is alone, which saves writing that when the work is taken; where there are
     * others it is nobody's, so that they share it.
     */
    String ownerOfNewWork() {
        return isAlone ? id : null;
    }

    /** Gives a sign of life, and learns whether others do; throws when the ledger cannot be written. */
    public void renew() {
        String ends = "current_timestamp + interval '%d' second".formatted(lease.toSeconds());
        int known = jdbc.sql("update node set lease_ends = " + ends + " where id = ?").param(id).update();
        if (known == 0) {
            ProcessHandle process = ProcessHandle.current();
            jdbc.sql("insert into node (id, host, pid, began, lease_ends) values (?, ?, ?, ?, " + ends + ") on conflict do nothing")
                    .params(id, Timeline.NODE, process.pid(), Timeline.utc(began(process).orElse(Instant.EPOCH)))
                    .update();
        }
        isAlone = others().isEmpty();
    }

    @Override
    public synchronized void start() {
        buryTheDead();
        renew();
        renewal = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("node-"));
        long pause = lease.toMillis() / RENEWALS;
        renewal.scheduleWithFixedDelay(this::renewIfPossible, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renewIfPossible() {
        try {
            renew();
        } catch (RuntimeException e) {
            LOG.debug("No sign of life could be given", e);
        }
    }

    private record Known(String id, long pid, Instant began) {}

    /** Nobody has to wait for the leases of processes of this machine that are gone; and old names are forgotten. */
    private void buryTheDead() {
        List<Known> here = jdbc.sql("select id, pid, began from node where host = ?")
                .param(Timeline.NODE)
                .query((row, n) -> new Known(
                        row.getString(1), row.getLong(2), Timeline.instant(row.getObject(3, OffsetDateTime.class))))
                .list();
        here.stream().filter(known -> !isRunning(known)).forEach(known -> forget(known.id()));
        jdbc.sql("delete from node where lease_ends < current_timestamp - interval '1' day").update();
    }

    private static boolean isRunning(Known known) {
        return ProcessHandle.of(known.pid()).filter(ProcessHandle::isAlive)
                .filter(process -> began(process).map(began -> isSame(began, known.began())).orElse(true))
                .isPresent();
    }

    private static boolean isSame(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME_BEGINNING) < 0;
    }

    private static Optional<Instant> began(ProcessHandle process) {
        return process.info().startInstant();
    }

    /** The last to stop: then nothing of this node's is in hand any more. */
    @Override
    public synchronized void stop() {
        renewal.shutdownNow();
        renewal = null;
        try {
            forget(id);
        } catch (RuntimeException e) {
            LOG.warn("The other nodes learn only when its lease ends that this one has: {}", e.toString());
        }
    }

    private void forget(String node) {
        jdbc.sql("delete from node where id = ?").param(node).update();
    }

    @Override
    public synchronized boolean isRunning() {
        return renewal != null;
    }

    /** Before anything takes work in hand. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
