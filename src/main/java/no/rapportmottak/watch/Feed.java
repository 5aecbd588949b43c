package no.rapportmottak.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.ledger.Happenings;
import no.rapportmottak.ledger.Happenings.Happening;

/**
 * What happens, for one reader, from its first question on: each step once and in order. A number that is missing may
 * belong to a transaction that has not ended, and is waited for a while. For one thread.
 */
final class Feed {

    private static final Duration GAP = Duration.ofSeconds(15);

    private final Happenings happenings;
    private long read = -1;
    private long gap;
    private long gapSince;

    Feed(Happenings happenings) {
        this.happenings = happenings;
    }

    /** The next steps, the same again until they are {@link #done}. */
    List<Happening> next(int most) {
        if (read < 0) {
            read = happenings.last();
        }
        List<Happening> next = new ArrayList<>();
        long last = read;
        for (Happening happening : happenings.after(read, most)) {
            if (happening.number() != last + 1 && isWaitedFor(last + 1)) {
                return next;
            }
            last = happening.number();
            next.add(happening);
        }
        return next;
    }

    private boolean isWaitedFor(long number) {
        if (gap != number) {
            gap = number;
            gapSince = System.nanoTime();
        }
        return System.nanoTime() - gapSince < GAP.toNanos();
    }

    void done(List<Happening> steps) {
        if (!steps.isEmpty()) {
            read = steps.get(steps.size() - 1).number();
        }
    }
}
