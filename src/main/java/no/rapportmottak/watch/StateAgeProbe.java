package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Backlog.Late;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Outcome;

/**
 * The watchdog on the age of each state: what should have moved on, whatever the reason. It says nothing of what
 * another alarm explains, and puts what people have to decide, quarantine and dead letters, as slight.
 */
class StateAgeProbe implements Probe {

    static final String NAME = "state-age";

    private final Backlog backlog;
    private final WatchSettings.MaxAge maxAge;
    private final Predicate<String> explained;
    private final Clock clock;

    /** @param explained whether the probe with a name has an alarm */
    StateAgeProbe(Backlog backlog, WatchSettings.MaxAge maxAge, Predicate<String> explained, Clock clock) {
        this.backlog = backlog;
        this.maxAge = maxAge;
        this.explained = explained;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(LedgerProbe.NAME);
    }

    @Override
    public List<Trouble> look() {
        Instant now = clock.instant();
        List<Trouble> troubles = new ArrayList<>();
        if (!explained.test(CheckerProbe.NAME)) {
            backlog.oldest(Outcome.MOTTATT)
                    .filter(oldest -> oldest.since().isBefore(now.minus(maxAge.mottatt())))
                    .ifPresent(oldest -> troubles.add(
                            Trouble.grave(oldest.reference() + " is undecided since " + oldest.since()).of("MOTTATT")));
        }
        for (Kind kind : Kind.values()) {
            if (!explained.test(Relays.routeOf(kind))) {
                backlog.late(kind, now.minus(maxAge.venter())).stream().findFirst()
                        .ifPresent(late -> troubles.add(
                                Trouble.grave(late.oldest() + " waits since " + late.since()).of("VENTER-" + kind)));
            }
        }
        backlog.oldest(Outcome.KARANTENE)
                .filter(oldest -> oldest.since().isBefore(now.minus(maxAge.karantene())))
                .ifPresent(oldest -> troubles.add(
                        Trouble.slight(oldest.reference() + " is in quarantine since " + oldest.since()).of("KARANTENE")));
        backlog.dead().stream()
                .filter(dead -> dead.since().isBefore(now.minus(maxAge.doed())))
                .forEach(dead -> troubles.add(Trouble.slight(text(dead)).of("DOED-" + dead.destination())));
        return troubles;
    }

    private static String text(Late dead) {
        return "%d dead letters, one of %s: %s".formatted(dead.items(), dead.oldest(), dead.cause());
    }
}
