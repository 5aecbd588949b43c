package no.rapportmottak.ledger;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The ledger on the database of {@code spring.datasource.url}; the originals under {@code rapportmottak.data}. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Originals originals(@Value("${rapportmottak.data}") Path data) {
        return new Originals(data.resolve("originals"));
    }

    @Bean
    Timeline timeline(JdbcClient jdbc, Clock clock) {
        return new Timeline(jdbc, clock);
    }

    @Bean
    Accepted accepted(JdbcClient jdbc) {
        return new Accepted(jdbc);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Timeline timeline) {
        return new Outbox(jdbc, transaction, clock, timeline);
    }

    @Bean
    Ledger ledger(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Originals originals,
            Timeline timeline,
            Outbox outbox,
            Destinations destinations,
            VersionRule versionRule) {
        Submissions submissions = new Submissions(jdbc, originals);
        return new Ledger(
                jdbc, transaction, clock, originals, submissions, timeline, outbox, destinations, versionRule);
    }
}
