package no.rapportmottak.watch;

import java.util.List;

/** The trial report: whether it came back. */
class CanaryProbe implements Probe {

    static final String NAME = "canary";

    private final Canary canary;

    CanaryProbe(Canary canary) {
        this.canary = canary;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(SftpProbe.NAME, FolderProbe.NAME, CheckerProbe.NAME, "relay-receipts", LedgerProbe.NAME, DiskProbe.NAME);
    }

    @Override
    public List<Trouble> look() {
        return canary.troubles().entrySet().stream()
                .map(trouble -> Trouble.grave(trouble.getValue()).of(trouble.getKey()))
                .toList();
    }
}
