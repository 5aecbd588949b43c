package no.rapportmottak.campaign.small;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The system's clock, until it is told to jump. Found before the hub looks whether there is one. */
@Component("clock")
@Profile(SmallHub.PROFILE)
final class JumpingClock extends Clock {

    private static volatile Duration ahead = Duration.ZERO;

    static void jumpTo(Duration offset) {
        ahead = offset;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
