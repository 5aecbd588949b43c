package no.rapportmottak.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

class GroupCommitTest {

    private static final int THREADS = 10;

    private final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:group", "sa", "");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger begins = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final GroupCommit transaction = new GroupCommit(new DataSourceTransactionManager(database) {
        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            begins.incrementAndGet();
            if (away.get()) {
                throw new CannotCreateTransactionException("away");
            }
            super.doBegin(transaction, definition);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (commits.incrementAndGet() == lost.get()) {
                super.doRollback(status);
                throw new CannotAcquireLockException("another node was first");
            }
            super.doCommit(status);
        }
    });
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void makeTable() {
        jdbc.sql("create table written (n int primary key)").update();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        database.dispose();
    }

    @Test
    void commitsOnceWhatManyThreadsWriteWhileItIsBusy() throws Exception {
        List<CompletableFuture<Integer>> all = atOnce();

        goOn.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isNotNegative());
        assertThat(written()).hasSize(THREADS + 1);
        assertThat(commits).hasValue(2);
    }

    @Test
    void failsAllAtOnceWhenTheDatabaseIsAway() throws Exception {
        List<CompletableFuture<Integer>> all = atOnce();
        away.set(true);

        goOn.countDown();

        assertThat(all.get(0).join()).isNotNegative();
        assertThat(all.subList(1, all.size())).allSatisfy(one -> assertThatThrownBy(one::join)
                .hasCauseInstanceOf(CannotCreateTransactionException.class));
        assertThat(begins).as("not one for each").hasValue(2);
    }

    @Test
    void failsAloneWhatFails() throws Exception {
        List<CompletableFuture<Integer>> all = atOnce();
        CompletableFuture<Integer> failing = CompletableFuture.supplyAsync(() -> transaction.execute(status -> {
            write(99);
            throw new IllegalStateException("no");
        }), threads);
        awaitWaiting(THREADS + 1);

        goOn.countDown();

        assertThatThrownBy(failing::join).hasRootCauseMessage("no");
        assertThat(all).allSatisfy(one -> assertThat(one.join()).isNotNegative());
        assertThat(written()).hasSize(THREADS + 1).doesNotContain(99);
    }

    @Test
    void doesEachAgainWhenTheirTransactionIsLostToAnotherNode() throws Exception {
        lost.set(2);
        List<CompletableFuture<Integer>> all = atOnce();

        goOn.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isNotNegative());
        assertThat(written()).hasSize(THREADS + 1);
    }

    @Test
    void worksInOneThreadWhoeverCalls() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        Stream.generate(() -> CompletableFuture.runAsync(
                        () -> transaction.executeWithoutResult(status -> workers.add(Thread.currentThread())), threads))
                .limit(THREADS)
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(workers).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void isPartOfTheTransactionAroundIt() {
        assertThatThrownBy(() -> transaction.execute(status -> {
            transaction.execute(inner -> write(1));
            throw new IllegalStateException("after all");
        })).hasMessage("after all");

        assertThat(written()).isEmpty();
    }

    /** One that is in the middle of its work, and the others, who wait. */
    private List<CompletableFuture<Integer>> atOnce() throws InterruptedException {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        all.add(CompletableFuture.supplyAsync(() -> transaction.execute(status -> {
            begun.countDown();
            awaitQuietly(goOn);
            return write(0);
        }), threads));
        begun.await();
        for (int n = 1; n <= THREADS; n++) {
            int number = n;
            all.add(CompletableFuture.supplyAsync(() -> transaction.execute(status -> write(number)), threads));
        }
        awaitWaiting(THREADS);
        return all;
    }

    private void awaitWaiting(int threadsThatWait) {
        await().until(() -> transaction.waiting() == threadsThatWait);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int write(int n) {
        jdbc.sql("insert into written values (?)").param(n).update();
        return n;
    }

    private List<Integer> written() {
        return jdbc.sql("select n from written").query(Integer.class).list();
    }
}
