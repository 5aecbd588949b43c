package no.rapportmottak.watch;

import java.util.List;
import no.rapportmottak.ledger.Nodes;

/** The ledger: whether it can be written. */
class LedgerProbe implements Probe {

    static final String NAME = "ledger";

    private final Nodes nodes;

    LedgerProbe(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() {
        try {
            nodes.renew();
            return List.of();
        } catch (RuntimeException e) {
            return List.of(Trouble.grave("cannot be written: " + e));
        }
    }
}
