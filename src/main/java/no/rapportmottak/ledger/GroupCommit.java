package no.rapportmottak.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits together what several threads write at once: a commit costs more than what is written. Each caller waits
 * until its own work is committed, as without this. One of those who wait does the work of all, one after the other.
 * When one of them fails, or the transaction is lost to another node's, all is undone and each work is done again in a
 * transaction of its own, so that it fails its own caller alone; it must change nothing but the ledger.
 */
final class GroupCommit implements TransactionOperations {

    private static final int MOST = 64;
    /** Between the beginnings of two commits, as long as several threads write at once. */
    private static final Duration PACE = Duration.ofMillis(10);

    /** Of one caller; belongs to whoever holds the lock. */
    private static final class Work<T> {

        private final TransactionCallback<T> callback;
        private boolean done;
        private T result;
        private Throwable failure;

        Work(TransactionCallback<T> callback) {
            this.callback = callback;
        }

        void attempt(TransactionStatus status) {
            result = callback.doInTransaction(status);
        }

        void attemptAlone(TransactionOperations transaction) {
            try {
                result = transaction.execute(callback);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        T end() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return result;
        }
    }

    private final TransactionOperations transaction;
    private final Queue<Work<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Lock turn = new ReentrantLock();
    private long begun;
    private boolean isCrowded;

    GroupCommit(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    /** Within a transaction of the caller's it is a part of that one. */
    @Override
    public <T> T execute(TransactionCallback<T> callback) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return transaction.execute(callback);
        }
        Work<T> work = new Work<>(callback);
        waiting.add(work);
        turn.lock();
        try {
            while (!work.done) {
                awaitOthers();
                commit(next());
            }
        } finally {
            turn.unlock();
        }
        return work.end();
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** One thread that writes alone never waits; where several do, more come within the time. */
    private void awaitOthers() {
        long end = begun + PACE.toNanos();
        for (long left = end - System.nanoTime(); isCrowded && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private List<Work<?>> next() {
        begun = System.nanoTime();
        List<Work<?>> group = new ArrayList<>();
        for (Work<?> work = waiting.poll(); work != null; work = group.size() < MOST ? waiting.poll() : null) {
            group.add(work);
        }
        isCrowded = group.size() > 1;
        return group;
    }

    private void commit(List<Work<?>> group) {
        try {
            if (group.size() == 1) {
                group.get(0).attemptAlone(transaction);
            } else {
                transaction.executeWithoutResult(status -> group.forEach(work -> work.attempt(status)));
            }
        } catch (CannotCreateTransactionException | TransactionSystemException away) {
            // The database is away, and each would wait as long alone.
            group.forEach(work -> work.failure = away);
        } catch (RuntimeException | Error e) {
            group.forEach(work -> work.attemptAlone(transaction));
        } finally {
            group.forEach(work -> work.done = true);
        }
    }
}
