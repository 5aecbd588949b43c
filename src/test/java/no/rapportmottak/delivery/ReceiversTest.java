package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.Test;

class ReceiversTest {

    private Instant now = Instant.parse("2024-02-15T10:00:00Z");
    private final Receivers receivers = new Receivers(new Clock() {
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
    });
    private final Delivery delivery = new Delivery("id", Reference.mint(now), Kind.WEBHOOK, "tilskudd-api", 0);

    @Test
    void restAfterAFailure() {
        receivers.away(delivery, new IOException("Connection refused"));

        assertThat(receivers.isFree("tilskudd-api")).isFalse();

        now = now.plus(Duration.ofMinutes(1));
        assertThat(receivers.isFree("tilskudd-api")).isTrue();
    }

    @Test
    void doNotRestForHoursWhenTheClockGoesBack() {
        receivers.away(delivery, new IOException("Connection refused"));

        now = now.minus(Duration.ofHours(3));

        assertThat(receivers.isFree("tilskudd-api")).isTrue();
    }
}
