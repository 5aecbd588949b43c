package no.rapportmottak.reception;

import java.time.Instant;
import java.time.InstantSource;

/** Goes on as time does, whatever is done to the system's clock: for waiting, not for telling when something was. */
final class SteadyClock implements InstantSource {

    private final Instant began = Instant.now();
    private final long at = System.nanoTime();

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - at);
    }
}
