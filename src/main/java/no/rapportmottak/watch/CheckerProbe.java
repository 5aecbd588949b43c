package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.submission.Outcome;

/** The check: whether every submission is decided in time. */
class CheckerProbe implements Probe {

    static final String NAME = "checker";

    private final Backlog backlog;
    private final Routes routes;
    private final Clock clock;
    private final Duration patience;

    CheckerProbe(Backlog backlog, Routes routes, Clock clock, Duration patience) {
        this.backlog = backlog;
        this.routes = routes;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(LedgerProbe.NAME, ScannerProbe.NAME);
    }

    @Override
    public List<Trouble> look() {
        List<Trouble> stopped = routes.stopped("handle", "check", "resume-undecided");
        if (!stopped.isEmpty()) {
            return stopped;
        }
        Instant now = clock.instant();
        return backlog.oldest(Outcome.MOTTATT)
                .filter(standing -> standing.since().isBefore(now.minus(patience)))
                .map(standing -> Trouble.grave("%s has waited for its decision for %s".formatted(
                        standing.reference(), Duration.between(standing.since(), now).withNanos(0))))
                .stream()
                .toList();
    }
}
