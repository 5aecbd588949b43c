package no.rapportmottak.reception;

import java.time.Clock;
import no.rapportmottak.ledger.Fetches;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Senders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fetching from partners' servers, which needs to know what the ledger has. */
@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    @Bean
    Partners partners(
            Endpoints endpoints,
            Senders senders,
            ReceptionSettings settings,
            SenderFolders senderFolders,
            Incoming incoming,
            Handover handover,
            Fetches fetches,
            Nodes nodes,
            Ledger ledger,
            Clock clock) {
        return new Partners(endpoints, senders, settings, senderFolders, incoming, handover, fetches, nodes, ledger, clock);
    }
}
