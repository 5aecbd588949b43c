package no.rapportmottak.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How long something took, of many: milliseconds. */
record Waits(long p50, long p95, long p99, long longest) {

    static Waits between(Map<String, Instant> from, Map<String, Instant> to) {
        return of(from.keySet().stream()
                .filter(to::containsKey)
                .map(name -> Duration.between(from.get(name), to.get(name)).toMillis())
                .toList());
    }

    private static Waits of(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return new Waits(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }
}
