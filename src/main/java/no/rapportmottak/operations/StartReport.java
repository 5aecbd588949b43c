package no.rapportmottak.operations;

import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Senders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the start what is not set up yet, and how to. */
@Component
class StartReport {

    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    private final Senders senders;
    private final Home home;

    StartReport(Senders senders, Home home) {
        this.senders = senders;
        this.home = home;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (senders.all().isEmpty()) {
            LOG.warn("No sender is configured, so nobody can hand in a report: add one to {}; no restart is needed",
                    home.own("config/senders.yaml"));
        }
        LOG.info("Ready");
    }
}
