package no.rapportmottak.reception;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;

/**
 * What each sender with a limit has handed in within the last hour, minute by minute. It lives in memory: a
 * restart forgets it, and each node counts for itself.
 */
class Quota {

    private static final int MINUTES = 60;

    private record Minute(long number, long files, long bytes) {}

    private final Senders senders;
    private final Clock clock;
    private final Map<String, Deque<Minute>> minutes = new HashMap<>();
    /** In which minute a file in a drop folder was last refused. */
    private final Map<String, Long> held = new HashMap<>();

    Quota(Senders senders, Clock clock) {
        this.senders = senders;
        this.clock = clock;
    }

    /** @throws Refused when nothing more is taken from the sender now */
    synchronized void refuseIfSpent(String sender) throws Refused {
        Sender.Limits limits = limits(sender);
        if (limits.filesPerHour() != null && sum(sender, Minute::files) >= limits.filesPerHour()) {
            throw Refused.because(Why.FILES_PER_HOUR, limits.filesPerHour());
        }
        if (limits.bytesPerHour() != null && sum(sender, Minute::bytes) >= limits.bytesPerHour()) {
            throw Refused.because(Why.BYTES_PER_HOUR, limits.bytesPerHour());
        }
    }

    /** @throws Refused when that is one file too many; it does not count then */
    synchronized void takeFile(String sender) throws Refused {
        if (limits(sender).filesPerHour() != null) {
            refuseIfSpent(sender);
            add(sender, 1, 0);
        }
    }

    /** @throws Refused when that is too many; they do not count then */
    synchronized void takeBytes(String sender, long bytes) throws Refused {
        Long most = limits(sender).bytesPerHour();
        if (most == null) {
            return;
        }
        if (sum(sender, Minute::bytes) + bytes > most) {
            throw Refused.because(Why.BYTES_PER_HOUR, most);
        }
        add(sender, 0, bytes);
    }

    /**
     * Takes a whole file, as it lies in a drop folder. One that is larger than a whole hour's bytes has the hour to itself.
     *
     * @throws Refused when that is too much now; nothing counts then
     */
    synchronized void take(String sender, long bytes) throws Refused {
        held.put(sender, now());
        refuseIfSpent(sender);
        Long most = limits(sender).bytesPerHour();
        long before = most == null ? 0 : sum(sender, Minute::bytes);
        if (before > 0 && before + bytes > most) {
            throw Refused.because(Why.BYTES_PER_HOUR, most);
        }
        held.remove(sender);
        if (!limits(sender).equals(Sender.Limits.NONE)) {
            add(sender, 1, bytes);
        }
    }

    /** A file that {@link #take} counted was not taken after all. */
    synchronized void giveBack(String sender, long bytes) {
        if (!limits(sender).equals(Sender.Limits.NONE)) {
            add(sender, -1, -bytes);
        }
    }

    /** Whether a file of a sender lies in its drop folder because of its limits, by what was asked within the last minute. */
    synchronized boolean isHolding(String sender) {
        Long last = held.get(sender);
        return last != null && now() - last <= 1 && now() >= last;
    }

    private Sender.Limits limits(String sender) {
        return senders.find(sender).map(Sender::limits).orElse(Sender.Limits.NONE);
    }

    private long sum(String sender, ToLongFunction<Minute> amount) {
        Deque<Minute> spent = minutes.getOrDefault(sender, new ArrayDeque<>());
        spent.removeIf(minute -> minute.number() <= now() - MINUTES || minute.number() > now());
        return spent.stream().mapToLong(amount).sum();
    }

    private void add(String sender, long files, long bytes) {
        Deque<Minute> spent = minutes.computeIfAbsent(sender, name -> new ArrayDeque<>());
        Minute last = spent.peekLast();
        if (last != null && last.number() == now()) {
            spent.removeLast();
            spent.addLast(new Minute(last.number(), last.files() + files, last.bytes() + bytes));
        } else {
            spent.addLast(new Minute(now(), files, bytes));
        }
    }

    private long now() {
        return clock.instant().getEpochSecond() / Duration.ofMinutes(1).toSeconds();
    }
}
