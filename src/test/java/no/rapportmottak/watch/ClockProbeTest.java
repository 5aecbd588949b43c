package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import no.rapportmottak.SetClock;
import org.junit.jupiter.api.Test;

class ClockProbeTest {

    private long nanos;
    private final SetClock clock = new SetClock(Instant.parse("2024-02-15T10:00:00Z"));
    private final ClockProbe probe = new ClockProbe(clock, () -> nanos, Duration.ofSeconds(5));

    private void goOn(Duration time) {
        nanos += time.toNanos();
        clock.goOn(time);
    }

    @Test
    void tellsOfAJumpForTenMinutes() {
        assertThat(probe.look()).isEmpty();
        goOn(Duration.ofHours(3));
        assertThat(probe.look()).isEmpty();

        clock.goOn(Duration.ofHours(-1));

        assertThat(probe.look()).singleElement().satisfies(trouble -> assertThat(trouble.text()).contains("back", "PT1H"));
        goOn(Duration.ofMinutes(9));
        assertThat(probe.look()).hasSize(1);
        goOn(Duration.ofMinutes(2));
        assertThat(probe.look()).isEmpty();
    }
}
