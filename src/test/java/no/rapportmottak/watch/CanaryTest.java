package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import no.rapportmottak.hub.HubTest;
import no.rapportmottak.hub.Queues;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Senders;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class CanaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Home home;

    @Autowired
    Senders senders;

    @Autowired
    SenderFolders folders;

    @Autowired
    SftpServer sftp;

    @Autowired
    Queues queues;

    @Autowired
    JdbcClient jdbc;

    @Value("${rapportmottak.data}")
    Path data;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void comesBackThroughEachChannelAndReachesNoQueue() {
        Canary canary = canary(PATIENCE);

        canary.take();

        assertThat(canary.troubles()).isEmpty();
        for (String channel : Canary.CHANNELS) {
            assertThat(meters.get("rapportmottak.canary.age.seconds").tag("channel", channel).gauge().value()).isLessThan(60);
            assertThat(meters.get("rapportmottak.canary.seconds").tag("channel", channel).gauge().value()).isPositive();
        }
        assertThat(jdbc.sql("select distinct channel from submission where sender = 'kanari' and trial and outcome like 'GODKJENT%'")
                .query(String.class).list()).containsExactlyInAnyOrder("SFTP", "MAPPE");
        assertThat(jdbc.sql("select count(*) from outbox o join submission s on s.reference = o.reference"
                        + " where s.sender = 'kanari' and o.kind <> 'KVITTERING'")
                .query(Integer.class).single()).isZero();
        assertThat(queues.messages(Queues.REPORTS, "avsender = 'kanari'")).isEmpty();
    }

    @Test
    void isMissedWhenNoReceiptComes() {
        Canary canary = canary(Duration.ZERO);

        canary.take();

        assertThat(canary.troubles()).containsOnlyKeys("sftp", "mappe");
        assertThat(new CanaryProbe(canary).look()).extracting(Trouble::detail).containsExactlyInAnyOrder("sftp", "mappe");
    }

    @Test
    void isKnownAfterARestartBeforeItFliesAgain() {
        canary(PATIENCE).take();
        Senders afterwards = new Senders(List.of());

        new Canary(new CanarySettings(Duration.ofHours(1), PATIENCE), home, data, afterwards, folders, sftp, meters).take();

        assertThat(afterwards.find(Canary.SENDER)).isPresent();
    }

    private Canary canary(Duration patience) {
        return new Canary(new CanarySettings(Duration.ofNanos(1), patience), home, data, senders, folders, sftp, meters);
    }
}
