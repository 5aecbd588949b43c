package no.rapportmottak.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.rapportmottak.delivery.Consumption;
import no.rapportmottak.delivery.Consumption.QueueState;
import no.rapportmottak.delivery.Consumption.Removal;

/**
 * Those who read the queues: whether one holds messages and acknowledges none, whether nobody has read one for long,
 * whether one gave messages up, and whether something was removed by hand, which is told for an hour. All slight: what is in a queue is safe.
 */
class ConsumerProbe implements Probe {

    static final String NAME = "consumer";

    private static final Duration TOLD = Duration.ofHours(1);

    /** Since when a queue has acknowledged as many as now while it held something. */
    private record Still(long acknowledged, long nanos) {}

    private final Consumption consumption;
    private final Duration hold;
    private final Duration unread;
    private final Map<String, Still> still = new HashMap<>();

    ConsumerProbe(Consumption consumption, Duration hold, Duration unread) {
        this.consumption = consumption;
        this.hold = hold;
        this.unread = unread;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(BrokerProbe.NAME);
    }

    @Override
    public List<Trouble> look() {
        List<Trouble> troubles = new ArrayList<>();
        for (QueueState queue : consumption.states()) {
            if (hangs(queue)) {
                troubles.add(Trouble.slight("the consumer of %s holds %d messages and acknowledges none".formatted(
                        queue.queue(), queue.held())).of(queue.queue()));
            } else if (isUnread(queue)) {
                troubles.add(Trouble.slight("%d messages lie in %s, the oldest since %s".formatted(
                        queue.messages(), queue.queue(), Instant.ofEpochMilli(queue.oldest()))).of(queue.queue()));
            }
            if (queue.refused() > 0) {
                troubles.add(Trouble.slight("%d messages of %s were given up by its consumer and lie in its dead letters".formatted(
                        queue.refused(), queue.queue())).of(queue.queue() + "-refused"));
            }
        }
        removed(troubles);
        return troubles;
    }

    private boolean hangs(QueueState queue) {
        Still before = still.get(queue.queue());
        if (queue.held() == 0) {
            still.remove(queue.queue());
            return false;
        }
        if (before == null || before.acknowledged() != queue.acknowledged()) {
            still.put(queue.queue(), new Still(queue.acknowledged(), System.nanoTime()));
            return false;
        }
        return System.nanoTime() - before.nanos() > hold.toNanos();
    }

    private boolean isUnread(QueueState queue) {
        return queue.oldest() > 0 && Instant.ofEpochMilli(queue.oldest()).plus(unread).isBefore(Instant.now());
    }

    private void removed(List<Trouble> troubles) {
        List<Removal> recent = consumption.removals().stream()
                .filter(removal -> System.nanoTime() - removal.nanos() < TOLD.toNanos())
                .toList();
        if (!recent.isEmpty()) {
            troubles.add(Trouble.slight("%d messages were removed by administration, the first meldingId %s of %s".formatted(
                    recent.size(), recent.get(0).id(), recent.get(0).queue())).of("removed"));
        }
    }
}
