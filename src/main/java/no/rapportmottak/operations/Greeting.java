package no.rapportmottak.operations;

import java.nio.file.Path;
import no.rapportmottak.registry.Senders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Tells whoever starts the hub what it still lacks to be of use. */
class Greeting {

    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private final Path sendersFile;
    private final Senders senders;

    Greeting(Path sendersFile, Senders senders) {
        this.sendersFile = sendersFile;
        this.senders = senders;
    }

    /** When it is ready, since a profile may add senders on the way there. */
    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (senders.all().isEmpty()) {
            LOG.warn("No sender is configured, so nobody can hand in reports: add one to {}; no restart is needed",
                    sendersFile);
        }
    }
}
