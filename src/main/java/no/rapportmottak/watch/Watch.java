package no.rapportmottak.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.ledger.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends the probes out, each on a thread of its own so that one that hangs hides no other, and keeps alarms in step
 * with what they find. Of several nodes one raises the alarms for what they all find alike; the others only those for
 * what is theirs alone. Stops before anything else does, so that stopping raises no alarm.
 */
public class Watch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int MOST_ALARMS_OF_A_PROBE = 50;
    private static final String TASK = "varsle";

    /**
     * How one thing stands.
     *
     * @param waitsFor the probe whose trouble explains this one's, or null
     */
    public record Standing(List<String> grave, List<String> slight, String waitsFor) {}

    private final Alarms alarms;
    private final AlarmLog log;
    private final List<Runnable> rounds;
    private final Duration pause;
    private final Duration grace;
    private final Map<String, Look> looks = new LinkedHashMap<>();
    private final Map<String, Long> lastGrave = new ConcurrentHashMap<>();
    private final Nodes nodes;
    private ScheduledExecutorService threads;
    /** Null before it is known for the first time. */
    private volatile Boolean leads;

    /** @param rounds what else is done at each pause, each on a thread of its own */
    Watch(List<Probe> probes, Alarms alarms, AlarmLog log, List<Runnable> rounds, Nodes nodes, WatchSettings settings) {
        this.alarms = alarms;
        this.log = log;
        this.rounds = rounds;
        this.nodes = nodes;
        this.pause = settings.pause();
        this.grace = settings.answer().multipliedBy(2);
        probes.forEach(probe -> looks.put(probe.name(), new Look(probe, patience(probe, settings))));
    }

    /** What rests on something that hangs would hang as long: the cause is to be known first. */
    private static Duration patience(Probe probe, WatchSettings settings) {
        return probe.restsOn().isEmpty() ? settings.answer() : settings.answer().multipliedBy(2);
    }

    /** The names of all that is watched. */
    public List<String> names() {
        return List.copyOf(looks.keySet());
    }

    @Override
    public synchronized void start() {
        threads = Executors.newScheduledThreadPool(looks.size() + rounds.size() + 3, new CustomizableThreadFactory("watch-"));
        looks.values().forEach(look -> repeat(look::take, look.probe().isCostly() ? pause.multipliedBy(2) : pause));
        repeat(this::seeWhoLeads, pause);
        repeat(this::keepStep, pause);
        repeat(alarms::tell, pause);
        rounds.forEach(round -> repeat(round, pause));
    }

    private void repeat(Runnable task, Duration pause) {
        threads.scheduleWithFixedDelay(() -> carefully(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void carefully(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("the watch goes on after {}", e.toString());
        }
    }

    private synchronized void keepStep() {
        if (leads != null) {
            looks.values().stream().filter(look -> leads || look.probe().isOfThisNode()).forEach(this::keepStep);
        }
    }

    /** As long as the ledger cannot be asked it stays as it was; on a thread of its own, since the ledger may hang. */
    private void seeWhoLeads() {
        try {
            boolean now = nodes.leads(TASK);
            boolean before = Boolean.TRUE.equals(leads);
            // else those of the node before would be raised twice
            lead(now, now && !before ? log.takeOver() : List.of());
        } catch (RuntimeException e) {
            LOG.debug("It cannot be asked now who raises the alarms", e);
        }
    }

    private synchronized void lead(boolean now, List<Alarm> earlier) {
        alarms.takeUp(earlier);
        if (Boolean.TRUE.equals(leads) && !now) {
            alarms.active().forEach(alarm -> alarms.handOver(alarm.id()));
        }
        leads = now;
    }

    private void keepStep(Look look) {
        if (cause(look) != null) {
            return;
        }
        String probe = leads ? look.probe().name() : look.probe().name() + ":" + nodes.host();
        List<Alarm> active = alarms.activeOf(probe);
        look.troubles().stream()
                .limit(MOST_ALARMS_OF_A_PROBE)
                .forEach(trouble -> alarms.raise(trouble.alarm(probe), probe + ": " + trouble.text()));
        active.stream()
                .filter(alarm -> look.isOver(detail(alarm, probe)))
                .forEach(alarm -> alarms.clear(alarm.id()));
    }

    private static String detail(Alarm alarm, String probe) {
        return alarm.id().equals(probe) ? "" : alarm.id().substring(probe.length() + 1);
    }

    /** The name of the probe whose grave trouble explains whatever this one finds, or null. */
    private String cause(Look look) {
        return look.probe().restsOn().stream()
                .filter(looks::containsKey)
                .filter(this::isOrJustWasGrave)
                .findFirst()
                .orElse(null);
    }

    /** What has waited for a thing still hangs for a moment, or is late, when that thing is back. */
    private boolean isOrJustWasGrave(String name) {
        if (looks.get(name).troubles().stream().anyMatch(Trouble::grave)) {
            lastGrave.put(name, System.nanoTime());
        }
        Long last = lastGrave.get(name);
        return last != null && System.nanoTime() - last < grace.toNanos();
    }

    /** How one of {@link #names} stands now. */
    public Standing standing(String name) {
        Look look = looks.get(name);
        List<String> grave = new ArrayList<>();
        List<String> slight = new ArrayList<>();
        look.troubles().forEach(trouble -> (trouble.grave() ? grave : slight)
                .add(trouble.detail().isEmpty() ? trouble.text() : trouble.detail() + ": " + trouble.text()));
        return new Standing(grave, slight, cause(look));
    }

    @Override
    public synchronized void stop() {
        threads.shutdownNow();
        threads = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
