package no.rapportmottak.reception;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was taken in the last 60 seconds. paramiko, lftp and WinSCP look at a file after they have put
 * it; they are told what they would have seen if it still lay there.
 */
class RecentlyTaken {

    private static final Duration MEMORY = Duration.ofSeconds(60);

    record Taken(long size, FileTime modified, Instant until) {}

    private record Name(String sender, String file) {}

    private final InstantSource clock;
    private final Map<Name, Taken> taken = new ConcurrentHashMap<>();
    private volatile Instant nextSweep = Instant.MIN;

    RecentlyTaken(InstantSource clock) {
        this.clock = clock;
    }

    void remember(String sender, String file, long size, FileTime modified) {
        Instant now = clock.instant();
        sweep(now);
        taken.put(new Name(sender, file), new Taken(size, modified, now.plus(MEMORY)));
    }

    Optional<Taken> find(String sender, String file) {
        return Optional.ofNullable(taken.get(new Name(sender, file)))
                .filter(entry -> clock.instant().isBefore(entry.until()));
    }

    void touch(String sender, String file, FileTime modified) {
        taken.computeIfPresent(
                new Name(sender, file), (name, entry) -> new Taken(entry.size(), modified, entry.until()));
    }

    void forget(String sender, String file) {
        taken.remove(new Name(sender, file));
    }

    private void sweep(Instant now) {
        if (now.isAfter(nextSweep)) {
            nextSweep = now.plusSeconds(10);
            taken.values().removeIf(entry -> !now.isBefore(entry.until()));
        }
    }
}
