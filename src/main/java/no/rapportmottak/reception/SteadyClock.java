package no.rapportmottak.reception;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on as time does, whatever is done to the system's clock: for waiting, not for telling when something was. */
final class SteadyClock extends Clock {

    private final Instant began = Instant.now();
    private final long at = System.nanoTime();

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - at);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it knows no zones");
    }
}
