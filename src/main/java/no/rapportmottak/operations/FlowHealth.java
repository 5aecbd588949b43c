package no.rapportmottak.operations;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.registry.SendersFile;
import no.rapportmottak.watch.Alarms;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether reports flow, from the facts of the ledger: down when a submission has waited for its decision for
 * longer than any check takes. What only needs a look stands in the details.
 */
@Component("rapportflyt")
class FlowHealth implements HealthIndicator {

    private static final Duration LONGEST_CHECK = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Outbox outbox;
    private final SenderFolders folders;
    private final SendersFile sendersFile;
    private final Receivers receivers;
    private final Alarms alarms;
    private final Clock clock;

    FlowHealth(
            Ledger ledger, Outbox outbox, SenderFolders folders, SendersFile sendersFile, Receivers receivers,
            Alarms alarms, Clock clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.folders = folders;
        this.sendersFile = sendersFile;
        this.receivers = receivers;
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            return examine();
        } catch (IOException | RuntimeException e) {
            return Health.down(e).build();
        }
    }

    private Health examine() throws IOException {
        Optional<Instant> oldest = ledger.oldestUndecided();
        boolean stuck = oldest.filter(instant -> instant.plus(LONGEST_CHECK).isBefore(clock.instant())).isPresent();
        Health.Builder health = stuck ? Health.down() : Health.up();
        oldest.ifPresent(instant -> health.withDetail("eldsteUavgjorte", instant.toString()));
        health.withDetail("venter", outbox.count("VENTER")).withDetail("parkert", outbox.count("DOED"));
        if (!alarms.active().isEmpty()) {
            health.withDetail("alarmer", alarms.active());
        }
        List<String> strangers = folders.strangers();
        if (!strangers.isEmpty()) {
            health.withDetail("mapperUtenAvsender", strangers);
        }
        if (!receivers.troubles().isEmpty()) {
            health.withDetail("mottakereBorte", receivers.troubles());
        }
        if (sendersFile.mistake() != null) {
            health.withDetail("senders.yaml", sendersFile.mistake());
        }
        return health.build();
    }
}
