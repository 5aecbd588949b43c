package no.rapportmottak.reception;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.ledger.Fetches;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Partner;
import no.rapportmottak.registry.Senders;
import org.apache.camel.CamelContext;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The partners whose servers we fetch from: for each the parts that its routes name, its standing, and somebody who
 * looks every half second whether its server has forgotten us.
 */
public class Partners implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    private record Parts(Partner partner, PartnerFolder folder, PartnerLine inn, PartnerLine receipts) {}

    private final Map<String, Parts> partners = new LinkedHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("partner-lines-"));

    Partners(
            Endpoints endpoints, Senders senders, ReceptionSettings settings, SenderFolders folders, Incoming incoming,
            Handover handover, Fetches fetches, Nodes nodes, Ledger ledger, Clock clock) {
        for (Partner partner : endpoints.partners()) {
            if (senders.find(partner.sender()).isEmpty()) {
                throw new ConfigurationMistake("config/endpoints.yaml", "key partners (" + partner.id() + ").sender",
                        "expected the id of a sender in config/senders.yaml, there is no " + partner.sender());
            }
            PartnerLine line = new PartnerLine(partner);
            PartnerFolder folder = new PartnerFolder(
                    partner, line, settings, folders, incoming, handover, fetches, nodes, ledger, clock);
            partners.put(partner.id(), new Parts(partner, folder, line, new PartnerLine(partner)));
        }
    }

    /** Gives the routes of each partner their parts, by the names {@code partner-<id>-…}, and begins to look. */
    public void bindTo(CamelContext camel) {
        partners.values().forEach(parts -> bind(camel, parts));
        looks.scheduleWithFixedDelay(() -> look(camel.isStopping()), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void bind(CamelContext camel, Parts parts) {
        String name = "partner-" + parts.partner().id();
        camel.getRegistry().bind(name + "-folder", parts.folder());
        camel.getRegistry().bind(name + "-polls", new PartnerPolls(parts.folder()));
        camel.getRegistry().bind(name + "-line", parts.inn());
        camel.getRegistry().bind(name + "-receipts-line", parts.receipts());
        camel.getRegistry().bind(name + "-hosts", parts.partner().knownHosts().getBytes(StandardCharsets.US_ASCII));
    }

    /** While the hub stops nobody's answer is waited for: what is half done is done again at the next start. */
    private void look(boolean stopping) {
        for (Parts parts : partners.values()) {
            parts.inn().cutIfOverdue(stopping);
            parts.receipts().cutIfOverdue(stopping);
        }
    }

    public List<Partner> all() {
        return partners.values().stream().map(Parts::partner).toList();
    }

    public PartnerStanding standing(String partner) {
        return partners.get(partner).folder().standing();
    }

    /** Whether the last attempt to fetch from its server failed; false also when nobody has that partner any more. */
    public boolean isAway(String partner) {
        return partners.containsKey(partner) && standing(partner).failure() != null;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
