package no.rapportmottak.ledger;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.ledger.Delivery.Kind;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the relay of a kind when this node has committed an item of it, or has ended one that others wait behind. A relay
 * looks by itself, too, now and then: nothing tells of what another node has left, nor of what is due again.
 */
final class Arrivals {

    private final Duration patience;
    private final Map<Kind, Semaphore> signals = new EnumMap<>(Kind.class);

    /** @param patience how long nobody need look when nothing has come */
    Arrivals(Duration patience) {
        this.patience = patience;
        for (Kind kind : Kind.values()) {
            signals.put(kind, new Semaphore(1));
        }
    }

    /** To be called in the transaction that writes or ends the item. */
    void announce(Kind kind) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                note(kind);
            }
        });
    }

    void note(Kind kind) {
        Semaphore signal = signals.get(kind);
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * Returns when something has come since the last call, and after a while in any case.
     *
     * @return false for a thread that is to end: H2 closes its file when one reads it that was interrupted
     */
    boolean await(Kind kind) {
        try {
            signals.get(kind).tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            signals.get(kind).drainPermits();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
