package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Backlog.Late;
import no.rapportmottak.ledger.Delivery.Kind;

/**
 * A relay: whether everything that should have left has. Behind a receiver outside that is away items wait as they
 * should; that is slight, and each receiver is a cause of its own.
 */
class RelayProbe implements Probe {

    private final Kind kind;
    private final String route;
    private final List<String> restsOn;
    private final Backlog backlog;
    private final Routes routes;
    private final Supplier<Map<String, String>> away;
    private final Predicate<String> explained;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param away      the receivers that are away, and why
     * @param explained whether a line of its own tells of a receiver already
     */
    RelayProbe(
            Kind kind, String route, List<String> restsOn, Backlog backlog, Routes routes, Supplier<Map<String, String>> away,
            Predicate<String> explained, Clock clock, Duration patience) {
        this.kind = kind;
        this.route = route;
        this.restsOn = restsOn;
        this.backlog = backlog;
        this.routes = routes;
        this.away = away;
        this.explained = explained;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public String name() {
        return route;
    }

    @Override
    public List<String> restsOn() {
        return restsOn;
    }

    @Override
    public List<Trouble> look() {
        List<Trouble> stopped = routes.stopped(route);
        if (!stopped.isEmpty()) {
            return stopped;
        }
        Instant now = clock.instant();
        Map<String, String> troubled = away.get();
        List<Trouble> troubles = new ArrayList<>();
        long items = 0;
        Late oldest = null;
        for (Late late : backlog.late(kind, now.minus(patience))) {
            if (isOutside() && explained.test(receiver(late))) {
                continue;
            }
            if (isOutside() && (late.cause() != null || troubled.containsKey(receiver(late)))) {
                troubles.add(Trouble.slight(text(late, late.items(), now)).of(receiver(late)));
            } else {
                items += late.items();
                oldest = oldest == null || late.since().isBefore(oldest.since()) ? late : oldest;
            }
        }
        if (oldest != null) {
            troubles.add(Trouble.grave(text(oldest, items, now)));
        }
        return troubles;
    }

    private boolean isOutside() {
        return kind == Kind.WEBHOOK || kind == Kind.EPOST || kind == Kind.PARTNER;
    }

    private String receiver(Late late) {
        return kind == Kind.EPOST ? Receivers.MAIL : late.destination();
    }

    private static String text(Late late, long items, Instant now) {
        String cause = late.cause() == null ? "nobody has tried" : late.cause();
        return "%d items wait, the oldest for %s, of %s to %s: %s".formatted(
                items, Duration.between(late.since(), now).withNanos(0), late.oldest(), late.destination(), cause);
    }
}
