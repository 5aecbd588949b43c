package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockProbeTest {

    private long nanos;
    private Instant now = Instant.parse("2024-02-15T10:00:00Z");
    private final ClockProbe probe = new ClockProbe(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }, () -> nanos, Duration.ofSeconds(5));

    private void goOn(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
    }

    @Test
    void tellsOfAJumpForTenMinutes() {
        assertThat(probe.look()).isEmpty();
        goOn(Duration.ofHours(3));
        assertThat(probe.look()).isEmpty();

        now = now.minus(Duration.ofHours(1));

        assertThat(probe.look()).singleElement().satisfies(trouble -> assertThat(trouble.text()).contains("back", "PT1H"));
        goOn(Duration.ofMinutes(9));
        assertThat(probe.look()).hasSize(1);
        goOn(Duration.ofMinutes(2));
        assertThat(probe.look()).isEmpty();
    }
}
