package no.rapportmottak.operations;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.registry.SendersFile;
import no.rapportmottak.watch.Alarms;
import no.rapportmottak.watch.Measures;
import no.rapportmottak.watch.Measures.Flow;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether reports flow, from the facts of the ledger as the watch saw them last: down when a submission has waited for
 * its decision for longer than any check takes, or nobody could look for as long. What only needs a look stands in the
 * details. Asks no ledger itself, so health answers at once while that hangs.
 */
@Component("rapportflyt")
class FlowHealth implements HealthIndicator {

    private static final Duration LONGEST_CHECK = Duration.ofMinutes(5);

    private final Measures measures;
    private final SenderFolders folders;
    private final SendersFile sendersFile;
    private final Receivers receivers;
    private final Alarms alarms;
    private final Clock clock;

    FlowHealth(
            Measures measures, SenderFolders folders, SendersFile sendersFile, Receivers receivers, Alarms alarms,
            Clock clock) {
        this.measures = measures;
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
        Flow flow = measures.flow();
        Health.Builder health = isLongAgo(flow.oldestUndecided()) || isLongAgo(flow.seen()) ? Health.down() : Health.up();
        if (flow.oldestUndecided() != null) {
            health.withDetail("eldsteUavgjorte", flow.oldestUndecided().toString());
        }
        health.withDetail("venter", flow.waiting()).withDetail("parkert", flow.dead());
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

    private boolean isLongAgo(Instant time) {
        return time != null && time.plus(LONGEST_CHECK).isBefore(clock.instant());
    }
}
