package no.rapportmottak.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersFile;

/** The configuration: mistakes in what is read again while the hub runs, and folders that belong to nobody. */
class ConfigurationProbe implements Probe {

    static final String NAME = "configuration";

    /** Before the end of a sender's last key; people need that long to send a new one. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final SendersFile file;
    private final Senders senders;
    private final SenderFolders folders;
    private final Clock clock;

    ConfigurationProbe(SendersFile file, Senders senders, SenderFolders folders, Clock clock) {
        this.file = file;
        this.senders = senders;
        this.folders = folders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() throws IOException {
        List<Trouble> troubles = new ArrayList<>();
        if (file.mistake() != null) {
            troubles.add(Trouble.slight("senders.yaml is not taken up: " + file.mistake()).of("senders.yaml"));
        }
        List<String> strangers = folders.strangers();
        if (!strangers.isEmpty()) {
            troubles.add(Trouble.slight("folders without a configured sender, whose files are left alone: " + strangers)
                    .of("folders"));
        }
        senders.all().stream().flatMap(sender -> endOf(sender).stream()).forEach(troubles::add);
        return troubles;
    }

    private Optional<Trouble> endOf(Sender sender) {
        return sender.lastKeyEnds()
                .filter(end -> sender.enabled() && end.isBefore(clock.instant().plus(NOTICE)))
                .map(end -> Trouble.slight("no key of sender " + sender.id() + " lets it in after " + end + "; it needs a new one")
                        .of(sender.id()));
    }
}
