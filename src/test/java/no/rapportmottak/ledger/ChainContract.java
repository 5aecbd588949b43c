package no.rapportmottak.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import no.rapportmottak.submission.Reference;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the chain promises on every database. */
interface ChainContract {

    DataSource database();

    @Test
    default void chainsEveryEntryOnceWhileManyWriteAndTwoNodesChain() throws Exception {
        DataSource database = database();
        empty(database);
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Future<?>> all = IntStream.range(0, 200).<Future<?>>mapToObj(i -> writers.submit(() -> write(database, i % 10 == 0))).toList();
        Chain one = chain(database);
        Chain other = chain(database);
        while (!all.stream().allMatch(Future::isDone)) {
            one.advance();
            other.advance();
        }
        writers.shutdown();
        for (Future<?> written : all) {
            written.get();
        }
        while (other.advance() > 0) {
            // until nothing is left
        }

        List<Link> links = links(other);
        assertThat(links).hasSize(180 * 3);
        assertThat(links.stream().map(Link::id).distinct()).hasSameSizeAs(links);
        assertWhole(links);
        assertThat(other.unchained()).isEmpty();
    }

    @Test
    default void findsWhatWasCommittedLateAlsoAfterARestart() {
        DataSource database = database();
        empty(database);
        Chain first = chain(database);
        insert(database, 1001);
        insert(database, 1005);
        first.advance();
        insert(database, 1003);

        first.advance();
        assertThat(links(first)).extracting(Link::id).containsExactly(1001L, 1005L, 1003L);

        insert(database, 1002);
        Chain second = chain(database);
        second.advance();
        assertThat(links(second)).extracting(Link::id).containsExactly(1001L, 1005L, 1003L, 1002L);
        assertWhole(links(second));
        empty(database);
    }

    @Test
    default void findsWhatIsCommittedAfterAnotherNodeWentOn() {
        DataSource database = database();
        empty(database);
        insert(database, 1001);
        insert(database, 1005);
        chain(database).advance();
        Chain second = chain(database);
        second.advance();

        insert(database, 1003);
        second.advance();

        assertThat(links(second)).extracting(Link::id).containsExactly(1001L, 1005L, 1003L);
        empty(database);
    }

    @Test
    default void leavesChainAndRootsToTheNodeThatGoesOnWithThem() {
        DataSource database = database();
        empty(database);
        insert(database, 1001);
        Chain reader = new Chain(new JdbcTemplate(database), transaction(database), () -> false);

        assertThat(reader.advance()).isZero();
        chain(database).advance();

        assertThat(reader.close("2024-02-15", root -> { })).isFalse();
        assertThat(reader.roots()).isEmpty();
        empty(database);
    }

    private void insert(DataSource database, long id) {
        new JdbcTemplate(database).update("insert into timeline (id, reference, at, step) overriding system value "
                + "values (?, ?, current_timestamp, 'sen')", id, Reference.mint(Instant.now()).value());
    }

    private void empty(DataSource database) {
        Flyway.configure().dataSource(database).load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.update("delete from timeline");
        jdbc.update("delete from audit");
        jdbc.update("delete from chain");
        jdbc.update("update chain_head set seq = 0, hash = ?", Link.START);
    }

    /** One that thinks it is his to go on, as two nodes may for a moment. */
    private Chain chain(DataSource database) {
        return new Chain(new JdbcTemplate(database), transaction(database), () -> true);
    }

    private TransactionTemplate transaction(DataSource database) {
        return new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** Three entries in one transaction, which may come to nothing. */
    private void write(DataSource database, boolean undone) {
        Timeline timeline = new Timeline(JdbcClient.create(database), Clock.systemUTC());
        transaction(database).executeWithoutResult(status -> {
            Reference reference = Reference.mint(Instant.now());
            List.of("mottatt", "GODKJENT", "levert").forEach(step -> timeline.note(reference, step, "æ"));
            if (undone) {
                status.setRollbackOnly();
            }
        });
    }

    private static List<Link> links(Chain chain) {
        List<Link> links = new ArrayList<>();
        chain.forEach(0, Long.MAX_VALUE, links::add);
        return links;
    }

    private static void assertWhole(List<Link> links) {
        String before = Link.START;
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            assertThat(link.seq()).isEqualTo(i + 1);
            assertThat(link.isUnchanged() && link.follows(before)).as("%s", link).isTrue();
            before = link.hash();
        }
    }
}
