package no.rapportmottak.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Backlog.Depth;
import no.rapportmottak.ledger.Backlog.Late;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.Happenings;
import no.rapportmottak.ledger.Happenings.Happening;
import no.rapportmottak.submission.Outcome;

/**
 * The metrics of the flow, read from the ledger's timeline as it grows: nothing is counted that did not happen, and
 * no report waits to be counted. Every label is bounded: senders beyond a number are counted together.
 */
public class Measures {

    /**
     * What waits, as it was at the last look.
     *
     * @param oldestUndecided when it was received, or null when nothing is undecided
     * @param waiting         items on their way out
     * @param dead            items that were given up
     * @param seen            when that was; before the first look, when this began
     */
    public record Flow(Instant oldestUndecided, long waiting, long dead, Instant seen) {}

    private static final String PREFIX = "rapportmottak.";
    private static final int BATCH = 2000;
    private static final String OTHERS = "andre";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
        Duration.ofSeconds(30), Duration.ofMinutes(5)};

    private final MeterRegistry meters;
    private final Feed feed;
    private final Backlog backlog;
    private final Clock clock;
    private final int mostSenders;
    private final Set<String> senders = new HashSet<>();
    private final Map<Kind, Depth> waiting = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> dead = new EnumMap<>(Kind.class);
    private final Map<Outcome, Instant> oldest = new ConcurrentHashMap<>();
    private Instant seen;

    Measures(
            MeterRegistry meters, Happenings happenings, Backlog backlog, Alarms alarms, List<String> probes,
            Clock clock, int mostSenders) {
        this.meters = meters;
        this.feed = new Feed(happenings);
        this.backlog = backlog;
        this.clock = clock;
        this.mostSenders = mostSenders;
        this.seen = clock.instant();
        for (Kind kind : Kind.values()) {
            String relay = Relays.routeOf(kind);
            meters.gauge(PREFIX + "waiting", tag("relay", relay), this, m -> m.depth(kind).items());
            meters.gauge(PREFIX + "waiting.age.seconds", tag("relay", relay), this, m -> m.age(m.depth(kind).oldest()));
            meters.gauge(PREFIX + "dead.letters", tag("relay", relay), this, m -> m.dead(kind));
            delivered(relay, "delivered", 0);
            delivered(relay, "dead", 0);
        }
        for (Outcome outcome : List.of(Outcome.MOTTATT, Outcome.KARANTENE)) {
            meters.gauge(PREFIX + "oldest.age.seconds", tag("state", outcome.name()), this, m -> m.age(m.oldest.get(outcome)));
        }
        probes.forEach(probe -> meters.gauge(PREFIX + "alarm", tag("alarm", probe), alarms, a -> a.activeOf(probe).size()));
    }

    private static List<Tag> tag(String name, String value) {
        return List.of(Tag.of(name, value));
    }

    private synchronized Depth depth(Kind kind) {
        return waiting.getOrDefault(kind, new Depth(0, null));
    }

    private synchronized long dead(Kind kind) {
        return dead.getOrDefault(kind, 0L);
    }

    private double age(Instant since) {
        return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    /** Asks no ledger, so it answers while that hangs. */
    public synchronized Flow flow() {
        return new Flow(oldest.get(Outcome.MOTTATT), waiting.values().stream().mapToLong(Depth::items).sum(),
                dead.values().stream().mapToLong(Long::longValue).sum(), seen);
    }

    /** Counts what has happened since the last time, from the start of this process on, and looks at what waits. */
    void take() {
        look();
        List<Happening> next = feed.next(BATCH);
        feed.done(next);
        next.stream().filter(happening -> happening.here() && happening.sender() != null).forEach(this::count);
    }

    private void look() {
        Map<Kind, Depth> depths = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            depths.put(kind, backlog.depth(kind));
        }
        List<Late> letters = backlog.dead();
        Map<Outcome, Instant> standing = new EnumMap<>(Outcome.class);
        for (Outcome outcome : List.of(Outcome.MOTTATT, Outcome.KARANTENE)) {
            backlog.oldest(outcome).ifPresent(longest -> standing.put(outcome, longest.since()));
        }
        remember(depths, letters, standing);
    }

    /** Nobody who asks waits for the ledger. */
    private synchronized void remember(Map<Kind, Depth> depths, List<Late> letters, Map<Outcome, Instant> standing) {
        waiting.putAll(depths);
        dead.clear();
        letters.forEach(late -> dead.put(Kind.valueOf(late.destination()), late.items()));
        oldest.clear();
        oldest.putAll(standing);
        seen = clock.instant();
    }

    void count(Happening happening) {
        String detail = happening.detail() == null ? "" : happening.detail();
        switch (happening.step()) {
            case "mottatt" -> meters.counter(PREFIX + "received", "channel", happening.channel()).increment();
            case "levert" -> delivered(happening, detail);
            case "parkert" -> delivered(relay(detail), "dead", 1);
            default -> {
                if (isOutcome(happening.step())) {
                    decided(happening, detail);
                }
            }
        }
    }

    private static boolean isOutcome(String step) {
        return List.of(Outcome.values()).stream().map(Outcome::name).anyMatch(step::equals);
    }

    private void decided(Happening happening, String codes) {
        String outcome = happening.step();
        String type = happening.type() == null ? "ukjent" : happening.type();
        meters.counter(PREFIX + "submissions", "outcome", outcome, "type", type).increment();
        meters.counter(PREFIX + "sender.submissions", "sender", bounded(happening.sender()),
                "accepted", String.valueOf(Outcome.valueOf(outcome).accepted())).increment();
        for (String code : codes.split(",")) {
            if (!code.isBlank()) {
                meters.counter(PREFIX + "findings", "rule", code).increment();
            }
        }
        stage("check").record(nonNegative(happening.received(), happening.at()));
    }

    private void delivered(Happening happening, String detail) {
        String relay = relay(detail);
        delivered(relay, "delivered", 1);
        Instant began = detail.endsWith(" " + Delivery.RECEPTION) || happening.handled() == null
                ? happening.received() : happening.handled();
        stage(relay).record(nonNegative(began, happening.at()));
    }

    private void delivered(String relay, String result, int items) {
        meters.counter(PREFIX + "deliveries", "relay", relay, "result", result).increment(items);
    }

    /** A timeline entry of a delivery begins with its kind. */
    private static String relay(String detail) {
        return Relays.routeOf(Kind.valueOf(detail.replaceFirst(" .*", "")));
    }

    private Timer stage(String stage) {
        return Timer.builder(PREFIX + "stage").tag("stage", stage).serviceLevelObjectives(BUCKETS).register(meters);
    }

    private static Duration nonNegative(Instant from, Instant to) {
        Duration taken = Duration.between(from, to);
        return taken.isNegative() ? Duration.ZERO : taken;
    }

    private String bounded(String sender) {
        return senders.contains(sender) || senders.size() < mostSenders && senders.add(sender) ? sender : OTHERS;
    }
}
