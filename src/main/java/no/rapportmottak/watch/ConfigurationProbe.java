package no.rapportmottak.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.registry.SendersFile;

/** The configuration: mistakes in what is read again while the hub runs, and folders that belong to nobody. */
class ConfigurationProbe implements Probe {

    static final String NAME = "configuration";

    private final SendersFile senders;
    private final SenderFolders folders;

    ConfigurationProbe(SendersFile senders, SenderFolders folders) {
        this.senders = senders;
        this.folders = folders;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() throws IOException {
        List<Trouble> troubles = new ArrayList<>();
        if (senders.mistake() != null) {
            troubles.add(Trouble.slight("senders.yaml is not taken up: " + senders.mistake()).of("senders.yaml"));
        }
        List<String> strangers = folders.strangers();
        if (!strangers.isEmpty()) {
            troubles.add(Trouble.slight("folders without a configured sender, whose files are left alone: " + strangers)
                    .of("folders"));
        }
        return troubles;
    }
}
