package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** The clock: whether it goes as fast as time does. A jump is told for a while, since nothing undoes it. */
class ClockProbe implements Probe {

    static final String NAME = "clock";

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Duration step;
    private Duration offset;
    private Duration jump;
    private long jumped;

    ClockProbe(Clock clock, LongSupplier nanos, Duration step) {
        this.clock = clock;
        this.nanos = nanos;
        this.step = step;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOfThisNode() {
        return true;
    }

    @Override
    public List<Trouble> look() {
        long time = nanos.getAsLong();
        Duration now = Duration.between(Instant.EPOCH, clock.instant()).minusNanos(time);
        if (offset != null && now.minus(offset).abs().compareTo(step) > 0) {
            jump = now.minus(offset);
            jumped = time;
        }
        offset = now;
        if (jump == null || time - jumped > REMEMBERED.toNanos()) {
            jump = null;
            return List.of();
        }
        return List.of(Trouble.slight("jumped %s by %s: deadlines, order and time-outs of that time are doubtful".formatted(
                jump.isNegative() ? "back" : "ahead", jump.abs().withNanos(0))));
    }
}
