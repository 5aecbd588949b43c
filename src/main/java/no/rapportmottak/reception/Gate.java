package no.rapportmottak.reception;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.registry.AddressRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who gets as far as signing in. Failures are counted per address and forgotten with time, never per account. When
 * more are at the door than there is room for, the one that has stood there longest goes: who holds a key is through in
 * a moment, so a crowd keeps nobody out. Memory is bounded whatever comes.
 */
class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final GuardSettings settings;
    private final List<AddressRange> trusted;
    private final Set<Visit> strangers = new LinkedHashSet<>();
    private final Set<Visit> signedIn = new LinkedHashSet<>();
    private final Map<String, Integer> handles = new HashMap<>();
    private final FailedAttempts failures;

    Gate(GuardSettings settings) {
        this.settings = settings;
        this.trusted = settings.trusted();
        this.failures = new FailedAttempts(settings.failures(), settings.forgotten());
    }

    /**
     * A connection was accepted.
     *
     * @param hangUp closes it at once
     * @throws IOException when it is to be closed without a word
     */
    Visit enter(InetAddress from, Runnable hangUp) throws IOException {
        Visit visit = new Visit(from, hangUp);
        List<Visit> crowdedOut;
        synchronized (this) {
            if (failures.isBlocked(from)) {
                throw new IOException(from + " has failed to sign in too often");
            }
            if (signedIn.size() >= settings.sessions()) {
                throw new IOException("there are " + signedIn.size() + " sessions already");
            }
            crowdedOut = crowdedOut(from);
            strangers.removeAll(crowdedOut);
            strangers.add(visit);
        }
        crowdedOut.forEach(Visit::hangUp);
        return visit;
    }

    private List<Visit> crowdedOut(InetAddress from) {
        List<Visit> out = new ArrayList<>();
        List<Visit> neighbours = strangers.stream().filter(visit -> FailedAttempts.network(visit.from()).equals(FailedAttempts.network(from))).toList();
        if (neighbours.size() >= settings.strangersPerAddress()) {
            out.add(neighbours.get(0));
        } else if (strangers.size() >= settings.strangers()) {
            out.add(strangers.iterator().next());
        }
        return out;
    }

    synchronized void signedIn(Visit visit, String sender) {
        visit.signedIn(sender);
        if (strangers.remove(visit)) {
            signedIn.add(visit);
        }
    }

    /** However it ended. */
    synchronized void leave(Visit visit) {
        strangers.remove(visit);
        signedIn.remove(visit);
        if (visit.sender() == null && visit.wasRefused()) {
            failed(visit.from());
        }
    }

    /** Those that have signed in. */
    synchronized List<Visit> inside() {
        return List.copyOf(signedIn);
    }

    private void failed(InetAddress from) {
        if (trusted.stream().anyMatch(range -> range.contains(from))) {
            return;
        }
        if (failures.add(from)) {
            LOG.warn("{} failed to sign in {} times and is not let in for {}; rapportmottak.sftp.guard.never-blocked"
                    + " names addresses that many come through", from.getHostAddress(), settings.failures(), settings.forgotten());
        }
    }

    /** @throws Refused when the sender has as many open as it may */
    synchronized void openHandle(String sender) throws Refused {
        if (handles.getOrDefault(sender, 0) >= settings.handlesPerSender()) {
            throw Refused.because(Why.TOO_MANY_OPEN);
        }
        handles.merge(sender, 1, Integer::sum);
    }

    synchronized void closeHandle(String sender) {
        handles.computeIfPresent(sender, (name, open) -> open == 1 ? null : open - 1);
    }

    boolean isIdle(Visit visit) {
        return visit.idleNanos() > settings.idle().toNanos();
    }

    GuardSettings settings() {
        return settings;
    }
}
