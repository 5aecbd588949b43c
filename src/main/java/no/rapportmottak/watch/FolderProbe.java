package no.rapportmottak.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.reception.Waiting;
import no.rapportmottak.reception.Waiting.Left;

/** The way in by drop folders, and from there to the ledger: whether files are taken, and claims received. */
class FolderProbe implements Probe {

    static final String NAME = "intake-folder";

    private final Waiting waiting;
    private final Routes routes;
    private final Duration patience;

    FolderProbe(Waiting waiting, Routes routes, Duration patience) {
        this.waiting = waiting;
        this.routes = routes;
        this.patience = patience;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(LedgerProbe.NAME, DiskProbe.NAME);
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public List<Trouble> look() throws IOException {
        List<Trouble> troubles = new ArrayList<>(routes.stopped("receive-drop", "receive", "resume"));
        if (troubles.isEmpty()) {
            waiting.dropped(patience).map(left -> trouble(left, "a file of ")).ifPresent(troubles::add);
        }
        waiting.claimed(patience).map(left -> trouble(left, "the claim ").of("claims")).ifPresent(troubles::add);
        return troubles;
    }

    private static Trouble trouble(Left left, String what) {
        return Trouble.grave(what + left.whose() + " has lain for " + left.age().withNanos(0) + " and is not taken");
    }
}
