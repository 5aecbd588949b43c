package no.rapportmottak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on only when it is told to. */
public class SetClock extends Clock {

    private volatile Instant now;

    public SetClock() {
        this(Instant.now());
    }

    public SetClock(Instant now) {
        this.now = now;
    }

    /** @param time negative to go back */
    public void goOn(Duration time) {
        now = now.plus(time);
    }

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
}
