package no.rapportmottak.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How fast a backlog was worked off.
 *
 * @param perSecond from the start until everything was done
 * @param cold      of the first quarter, from the start
 * @param steady    of the last half
 * @param cpu       seconds of processor time for 1 000 reports
 * @param peakMb    the most memory that was resident; 0 where the system does not tell
 */
record Pace(double perSecond, double cold, double steady, double cpu, long peakMb) {

    /** @param results when each report had its result receipt */
    static Pace of(Instant start, Instant end, Collection<Instant> results, Duration cpu, long peakMb) {
        List<Instant> sorted = results.stream().sorted().toList();
        int n = sorted.size();
        Instant middle = sorted.get(n / 2 - 1);
        return new Pace(
                rate(n, start, end), rate(n / 4, start, sorted.get(n / 4 - 1)),
                rate(n - n / 2, middle, sorted.get(n - 1)), cpu.toMillis() / (double) n, peakMb);
    }

    private static double rate(int n, Instant from, Instant to) {
        return n / (Math.max(1, Duration.between(from, to).toMillis()) / 1000.0);
    }
}
