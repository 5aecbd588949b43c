package no.rapportmottak.watch;

import java.time.Duration;
import java.util.List;

/**
 * How a probe stands: what its last looks found, and how long it has been looking. A trouble counts when two looks in
 * a row found it, and is over when two in a row did not; one look is enough where the one before hung or failed. Safe
 * for many threads.
 */
final class Look {

    private final Probe probe;
    private final Duration patience;
    private List<Trouble> found = List.of();
    private List<Trouble> foundBefore = List.of();
    private String failure;
    private long failsSince;
    private long began = System.nanoTime();
    private boolean looking = true;

    /** @param patience how long it may look, or fail, before that is a trouble by itself */
    Look(Probe probe, Duration patience) {
        this.probe = probe;
        this.patience = patience;
    }

    Probe probe() {
        return probe;
    }

    void take() {
        begin();
        try {
            end(probe.look());
        } catch (Exception e) {
            fail(e);
        }
    }

    private synchronized void begin() {
        began = System.nanoTime();
        looking = true;
    }

    private synchronized void end(List<Trouble> now) {
        foundBefore = hangs() || failure != null ? now : found;
        looking = false;
        failure = null;
        found = List.copyOf(now);
    }

    private synchronized void fail(Exception cause) {
        looking = false;
        failsSince = failure == null ? began : failsSince;
        failure = cause.toString();
    }

    synchronized List<Trouble> troubles() {
        if (hangs()) {
            return List.of(Trouble.grave("has not answered for " + patience.toSeconds() + " s"));
        }
        if (failure != null && isPast(failsSince)) {
            return List.of(Trouble.grave("cannot be looked at: " + failure));
        }
        return found.stream().filter(trouble -> names(foundBefore, trouble.detail())).toList();
    }

    synchronized boolean isOver(String detail) {
        return failure == null && !hangs() && !names(found, detail) && !names(foundBefore, detail);
    }

    private boolean hangs() {
        return looking && isPast(began);
    }

    private boolean isPast(long instant) {
        return System.nanoTime() - instant > patience.toNanos();
    }

    private static boolean names(List<Trouble> troubles, String detail) {
        return troubles.stream().anyMatch(trouble -> trouble.detail().equals(detail));
    }
}
