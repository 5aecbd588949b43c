package no.rapportmottak.watch;

import java.util.List;
import no.rapportmottak.ledger.Nodes;

/** The other nodes: whether one of them is gone without having ended in order. */
class NodesProbe implements Probe {

    static final String NAME = "nodes";

    private final Nodes nodes;

    NodesProbe(Nodes nodes) {
        this.nodes = nodes;
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
        return nodes.silent().stream()
                .map(node -> Trouble.slight("no sign of life since " + node.since() + ", its work is taken over").of(node.host()))
                .toList();
    }
}
