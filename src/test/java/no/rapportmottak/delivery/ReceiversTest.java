package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import no.rapportmottak.SetClock;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.Test;

class ReceiversTest {

    private final SetClock clock = new SetClock(Instant.parse("2024-02-15T10:00:00Z"));
    private final Receivers receivers = new Receivers(clock);
    private final Delivery delivery = new Delivery("id", Reference.mint(clock.instant()), Kind.WEBHOOK, "tilskudd-api", 0);

    @Test
    void restAfterAFailure() {
        receivers.away(delivery, new IOException("Connection refused"));

        assertThat(receivers.isFree("tilskudd-api")).isFalse();

        clock.goOn(Duration.ofMinutes(1));
        assertThat(receivers.isFree("tilskudd-api")).isTrue();
    }

    @Test
    void doNotRestForHoursWhenTheClockGoesBack() {
        receivers.away(delivery, new IOException("Connection refused"));

        clock.goOn(Duration.ofHours(-3));

        assertThat(receivers.isFree("tilskudd-api")).isTrue();
    }
}
