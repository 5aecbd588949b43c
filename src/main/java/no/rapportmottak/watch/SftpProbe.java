package no.rapportmottak.watch;

import java.util.List;
import no.rapportmottak.reception.SftpServer;

/** The way in by SFTP: whether the server takes connections. */
class SftpProbe implements Probe {

    static final String NAME = "intake-sftp";

    private final SftpServer server;
    private final boolean enabled;

    SftpProbe(SftpServer server, boolean enabled) {
        this.server = server;
        this.enabled = enabled;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public boolean isOfThisNode() {
        return true;
    }

    @Override
    public List<Trouble> look() {
        return !enabled || server.isAnswering() ? List.of() : List.of(Trouble.grave("the server greets nobody"));
    }
}
