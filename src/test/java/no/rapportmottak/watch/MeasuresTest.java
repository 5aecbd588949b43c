package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import no.rapportmottak.ledger.Happenings.Happening;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final Instant NOW = Instant.parse("2024-02-15T10:00:00Z");

    @Test
    void countsSendersBeyondTheBoundTogether() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Measures measures = new Measures(meters, null, null, new Alarms(Clock.systemUTC(), List.of()), List.of(), Clock.systemUTC(), 200);

        for (int sender = 0; sender < 500; sender++) {
            measures.count(decided("avsender-" + sender, "GODKJENT"));
            measures.count(decided("avsender-" + sender, "AVVIST"));
        }

        assertThat(meters.find("rapportmottak.sender.submissions").counters()).hasSize(2 * 201);
        assertThat(meters.get("rapportmottak.sender.submissions").tags("sender", "andre", "accepted", "true").counter().count())
                .isEqualTo(300);
        assertThat(meters.getMeters()).hasSizeLessThan(600);
    }

    @Test
    void hasLookedLastWhenItBeganAsLongAsItCouldNot() {
        Measures measures = new Measures(new SimpleMeterRegistry(), null, null, new Alarms(Clock.systemUTC(), List.of()), List.of(),
                Clock.fixed(NOW, ZoneOffset.UTC), 200);

        assertThat(measures.flow().seen()).isEqualTo(NOW);
    }

    private static Happening decided(String sender, String outcome) {
        return new Happening(1, Reference.mint(NOW), NOW, outcome, "TSR-014,TSR-015", sender, "SFTP", "tilskuddsrapport", NOW, NOW, true);
    }
}
