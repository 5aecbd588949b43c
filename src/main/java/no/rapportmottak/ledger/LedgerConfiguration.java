package no.rapportmottak.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger on the database of {@code spring.datasource.url}; the originals under {@code rapportmottak.data}. */
@Configuration(proxyBeanMethods = false)
@Import(LedgerDatabase.class)
class LedgerConfiguration {

    @Bean
    Originals originals(@Value("${rapportmottak.data}") Path data) {
        return new Originals(data.resolve("originals"));
    }

    @Bean
    Timeline timeline(JdbcClient jdbc, Clock clock) {
        return new Timeline(jdbc, clock);
    }

    /** A node that is dead is found out after {@code rapportmottak.node.lease}. */
    @Bean
    Nodes nodes(JdbcClient jdbc, @Value("${rapportmottak.node.lease:10s}") Duration lease) {
        return new Nodes(jdbc, lease);
    }

    /** For all that the ledger writes, but for the chain, whose batches are large themselves. */
    @Bean
    TransactionOperations transaction(PlatformTransactionManager manager) {
        return new GroupCommit(manager);
    }

    @Bean
    Chain chain(JdbcTemplate jdbc, PlatformTransactionManager manager, Nodes nodes) {
        return new Chain(jdbc, new TransactionTemplate(manager), () -> nodes.leads("chain"));
    }

    @Bean
    Accepted accepted(DataSource database) {
        return new Accepted(database);
    }

    /** Relays look for what nobody has told them of each {@code rapportmottak.relays.look}. */
    @Bean
    Outbox outbox(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Timeline timeline,
            Nodes nodes,
            @Value("${rapportmottak.relays.look}") Duration look) {
        return new Outbox(jdbc, transaction, clock, timeline, nodes, look);
    }

    @Bean
    Fetches fetches(JdbcClient jdbc) {
        return new Fetches(jdbc);
    }

    @Bean
    Tally tally(JdbcClient jdbc, Clock clock) {
        return new Tally(jdbc, clock);
    }

    @Bean
    Audit audit(JdbcClient jdbc, Clock clock) {
        return new Audit(jdbc, clock);
    }

    @Bean
    Search search(DataSource database, Timeline timeline) {
        return new Search(database, timeline);
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Audit audit) {
        return new DeadLetters(jdbc, transaction, clock, audit);
    }

    /** Known before the first upload is taken. */
    @Bean(initMethod = "reload")
    Pauses pauses(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Audit audit) {
        return new Pauses(jdbc, transaction, clock, audit);
    }

    @Bean
    FileChanges fileChanges(TransactionOperations transaction, Audit audit) {
        return new FileChanges(transaction, audit);
    }

    @Bean(destroyMethod = "write")
    KeyUses keyUses(JdbcClient jdbc, Clock clock) {
        return new KeyUses(jdbc, clock);
    }

    @Bean
    Reminders reminders(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
        return new Reminders(jdbc, transaction, clock);
    }

    /** Of whose submissions it takes two persons to let one out of quarantine: {@code rapportmottak.four-eyes.schemes}. */
    @Bean
    Custody custody(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Ledger ledger,
            Timeline timeline,
            Audit audit,
            @Value("${rapportmottak.four-eyes.schemes:}") Set<String> fourEyes) {
        return new Custody(jdbc, transaction, clock, ledger, timeline, audit, fourEyes);
    }

    /** Content is deleted {@code rapportmottak.personal-data.purge-after} a rejection for a national identity number. */
    @Bean
    Purges purges(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Timeline timeline,
            Originals originals,
            @Value("${rapportmottak.personal-data.purge-after}") Duration after) {
        return new Purges(jdbc, transaction, clock, timeline, originals, after);
    }

    @Bean
    Ledger ledger(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Originals originals,
            Timeline timeline,
            Tally tally,
            Outbox outbox,
            Destinations destinations,
            VersionRule versionRule,
            Nodes nodes) {
        Submissions submissions = new Submissions(jdbc, originals);
        return new Ledger(
                jdbc, transaction, clock, originals, submissions, timeline, tally, outbox, destinations, versionRule,
                nodes);
    }
}
