package no.rapportmottak.operations;

import java.time.Clock;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Audit;
import no.rapportmottak.ledger.DeadLetters;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.ledger.KeyUses;
import no.rapportmottak.ledger.Pauses;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The parts of the ledger that commands use beside a running hub. */
@Import(BesideHub.class)
@ImportAutoConfiguration({DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class})
class LedgerParts {

    /** As the person who runs the command, by the name that the operating system vouches for. */
    static Act act(String reason) {
        return Act.onCommandLine(ProcessHandle.current().info().user().orElse("unknown"), reason);
    }

    @Bean
    Audit audit(JdbcClient jdbc) {
        return new Audit(jdbc, Clock.systemUTC());
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc, TransactionOperations transaction, Audit audit) {
        return new DeadLetters(jdbc, transaction, Clock.systemUTC(), audit);
    }

    @Bean
    Pauses pauses(JdbcClient jdbc, TransactionOperations transaction, Audit audit) {
        return new Pauses(jdbc, transaction, Clock.systemUTC(), audit);
    }

    @Bean
    KeyUses keyUses(JdbcClient jdbc) {
        return new KeyUses(jdbc, Clock.systemUTC());
    }

    @Bean
    FileChanges fileChanges(TransactionOperations transaction, Audit audit) {
        return new FileChanges(transaction, audit);
    }
}
