package no.rapportmottak.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * until its own work is committed, as without this. One thread does the work of all, one after the other: H2 writes its
 * file in the thread that commits, and Java keeps a buffer as large as the largest write for each thread that ever wrote.
 * When one of them fails, or the transaction is lost to another node's, all is undone and each work is done again in a
 * transaction of its own, so that it fails its own caller alone; it must change nothing but the ledger, and what it does not
 * want committed it must throw: a mark on the status would undo the others' work too.
 */
final class GroupCommit implements TransactionOperations {

    private static final int MOST = 64;
    /** Between the beginnings of two commits, as long as several threads write at once; longer when the last took long. */
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration LONGEST_PACE = Duration.ofMillis(50);
    /** After which the thread ends, so that nobody needs to end it. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Of one caller; written by the thread that commits, read after the end. */
    private static final class Work<T> {

        private final TransactionCallback<T> callback;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
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
            done.join();
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
    private final Executor committer = committer();
    private long begun;
    private long took;
    private boolean isCrowded;

    GroupCommit(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    private static Executor committer() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "ledger-commit");
            thread.setDaemon(true);
            return thread;
        });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Within a transaction of the caller's it is a part of that one. */
    @Override
    public <T> T execute(TransactionCallback<T> callback) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return transaction.execute(callback);
        }
        Work<T> work = new Work<>(callback);
        waiting.add(work);
        committer.execute(this::commitWaiting);
        return work.end();
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** Nothing is left of it where an earlier turn has taken all. */
    private void commitWaiting() {
        if (!waiting.isEmpty()) {
            awaitOthers();
            commit(next());
            took = System.nanoTime() - begun;
        }
    }

    /** One thread that writes alone never waits; where several do, more come within the time. */
    private void awaitOthers() {
        long end = begun + Math.min(Math.max(PACE.toNanos(), 2 * took), LONGEST_PACE.toNanos());
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
            group.forEach(work -> work.done.complete(null));
        }
    }
}
