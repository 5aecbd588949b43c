package no.rapportmottak.watch;

import java.time.Clock;
import java.util.List;
import no.rapportmottak.ledger.Backlog;

/** The ledger: whether it can be written. */
class LedgerProbe implements Probe {

    static final String NAME = "ledger";

    private final Backlog backlog;
    private final String node;
    private final Clock clock;

    LedgerProbe(Backlog backlog, String node, Clock clock) {
        this.backlog = backlog;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() {
        try {
            backlog.beat(node, clock.instant());
            return List.of();
        } catch (RuntimeException e) {
            return List.of(Trouble.grave("cannot be written: " + e));
        }
    }
}
