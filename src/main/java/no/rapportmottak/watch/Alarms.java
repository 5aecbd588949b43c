package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active alarms, one per cause. Raising one that is active and clearing one that is not change nothing. Each is
 * told when it is raised and when it is cleared; what cannot be told or written down now, because broker or ledger
 * are away, is kept and follows when they are back. A restart goes on with those that were active.
 */
public class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    /** Kept while broker or ledger are away; the oldest are dropped, for what is active stands in health anyway. */
    private static final int MOST_PENDING = 10_000;

    /** A change that somebody has still to learn of. */
    record Change(Alarm alarm, boolean raised, Instant at) {}

    /** Somebody who is told of each change; throws when it could not be. */
    @FunctionalInterface
    interface Listener {
        void tell(Change change) throws Exception;
    }

    private final Clock clock;
    private final Map<String, Alarm> active = new ConcurrentHashMap<>();
    private final Map<Listener, Deque<Change>> pending = new ConcurrentHashMap<>();

    Alarms(Clock clock, List<Listener> listeners) {
        this.clock = clock;
        listeners.forEach(listener -> pending.put(listener, new ArrayDeque<>()));
    }

    /** Goes on with alarms that an earlier process raised, and perhaps had no time to tell: twice told counts once. */
    synchronized void takeUp(List<Alarm> earlier) {
        earlier.stream().filter(alarm -> active.putIfAbsent(alarm.id(), alarm) == null)
                .forEach(alarm -> queue(new Change(alarm, true, alarm.since())));
    }

    public synchronized void raise(String id, String text) {
        if (!active.containsKey(id)) {
            Alarm alarm = new Alarm(id, clock.instant().truncatedTo(ChronoUnit.MILLIS), text);
            active.put(id, alarm);
            LOG.error("ALARM {}: {} (operations.md#{})", id, text, alarm.runbook());
            queue(new Change(alarm, true, alarm.since()));
        }
    }

    public synchronized void clear(String id) {
        Alarm alarm = active.remove(id);
        if (alarm != null) {
            LOG.info("Alarm {} is over, since {}", id, alarm.since());
            queue(new Change(alarm, false, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    /** Another node watches this now, and has taken it up; it tells the end too. */
    synchronized void handOver(String id) {
        active.remove(id);
    }

    private void queue(Change change) {
        pending.values().forEach(changes -> {
            changes.addLast(change);
            if (changes.size() > MOST_PENDING) {
                changes.removeFirst();
            }
        });
    }

    /** Those that are active, the oldest first. */
    public List<Alarm> active() {
        return active.values().stream().sorted(Comparator.comparing(Alarm::since).thenComparing(Alarm::id)).toList();
    }

    /** The active alarms of one probe. */
    List<Alarm> activeOf(String probe) {
        return active().stream()
                .filter(alarm -> alarm.id().equals(probe) || alarm.id().startsWith(probe + ":"))
                .toList();
    }

    /** Tells what has not been told yet, in order; the rest waits when one cannot be told. */
    void tell() {
        pending.forEach(this::tell);
    }

    private void tell(Listener listener, Deque<Change> changes) {
        for (Change change : waiting(changes)) {
            try {
                listener.tell(change);
            } catch (Exception e) {
                LOG.debug("{} waits to be told", change, e);
                return;
            }
            synchronized (this) {
                changes.remove(change);
            }
        }
    }

    private synchronized List<Change> waiting(Deque<Change> changes) {
        return new ArrayList<>(changes);
    }
}
