package no.rapportmottak.reception;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells when a file has stopped changing: at two looks at least, as far apart as asked on a clock
 * that nobody sets, it was the same file of the same size and modification time. How old the file says it is never
 * counts, because many clients keep the time of their source.
 */
class Settling {

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private record Looks(Object file, long size, FileTime modified, Instant since, Instant last) {

        boolean sameAs(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime()) && file.equals(now.fileKey());
        }
    }

    private final InstantSource clock;
    private final Duration settle;
    private final Map<Path, Looks> looks = new ConcurrentHashMap<>();
    private volatile Instant nextSweep = Instant.MIN;

    Settling(InstantSource clock, Duration settle) {
        this.clock = clock;
        this.settle = settle;
    }

    /** Looks once more. */
    boolean isSettled(Path path, BasicFileAttributes attributes) {
        Instant now = clock.instant();
        sweep(now);
        Looks before = looks.get(path);
        boolean same = before != null && before.sameAs(attributes);
        Instant since = same ? before.since() : now;
        looks.put(
                path,
                new Looks(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), since, now));
        return same && Duration.between(since, now).compareTo(settle) >= 0;
    }

    /** Whether it still is what the last look saw. */
    boolean isUnchanged(Path path, BasicFileAttributes attributes) {
        Looks before = looks.get(path);
        return before != null && before.sameAs(attributes);
    }

    void forget(Path path) {
        looks.remove(path);
    }

    private void sweep(Instant now) {
        if (now.isAfter(nextSweep)) {
            nextSweep = now.plusSeconds(10);
            looks.values().removeIf(entry -> entry.last().plus(FORGOTTEN).isBefore(now));
        }
    }
}
