package no.rapportmottak.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import no.rapportmottak.ledger.LedgerDatabase;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The ledger's database for commands that run beside a hub, or while there is none. */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class
})
@Import(LedgerDatabase.class)
class BesideHub {

    /** H2 would make an empty ledger where there is none, so that is looked at before anybody connects. */
    @Bean
    static BeanFactoryPostProcessor ledgerIsThere(Environment environment) {
        return factory -> requireLedger(environment);
    }

    private static void requireLedger(Environment environment) {
        if (!hasLedger(environment)) {
            throw new ConfigurationMistake("there is no ledger at " + own(environment) + ": is rapportmottak.data right?");
        }
    }

    /** False where the first start of the hub would make one. */
    static boolean hasLedger(Environment environment) {
        Path own = own(environment);
        boolean isOwn = environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:h2:file:" + own.getParent());
        return !isOwn || Files.exists(own);
    }

    private static Path own(Environment environment) {
        return Path.of(environment.getRequiredProperty("rapportmottak.data"), "ledger.mv.db");
    }
}
