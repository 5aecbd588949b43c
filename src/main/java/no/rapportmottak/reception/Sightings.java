package no.rapportmottak.reception;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import no.rapportmottak.ledger.Fetches.RemoteFile;

/**
 * What was seen in a folder at this look and at the one before. How old a file says it is never counts: many clients
 * keep the time of their source. Not safe for several threads.
 */
final class Sightings {

    /** @param since when it was first seen so, on a clock that nobody sets */
    private record Sighting(RemoteFile file, Instant since) {}

    private final InstantSource clock;
    private final Duration settle;
    private Map<String, Sighting> before = Map.of();
    private Map<String, Sighting> now = new HashMap<>();

    Sightings(InstantSource clock, Duration settle) {
        this.clock = clock;
        this.settle = settle;
    }

    void begin() {
        now = new HashMap<>();
    }

    /** The look has come to its end: what it saw is what there was. */
    void end() {
        before = now;
    }

    void see(RemoteFile file) {
        Sighting last = before.get(file.name());
        boolean same = last != null && last.file().equals(file);
        now.put(file.name(), new Sighting(file, same ? last.since() : clock.instant()));
    }

    /** Whether it was seen twice at least, as far apart as asked, and always of one size and time. */
    boolean isSettled(String name) {
        Sighting seen = now.getOrDefault(name, before.get(name));
        return seen != null && before.containsKey(name)
                && Duration.between(seen.since(), clock.instant()).compareTo(settle) >= 0;
    }

    boolean wasSeenBefore(String name) {
        return before.containsKey(name);
    }

    boolean isSeen(String name) {
        return now.containsKey(name);
    }

    Collection<RemoteFile> all() {
        return now.values().stream().map(Sighting::file).toList();
    }
}
