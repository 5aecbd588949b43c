package no.rapportmottak.operations;

import java.time.Clock;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.validation.Quarantine;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the hub as a whole needs beside its packages' own parts. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    /** The one clock; tests put theirs in its place. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Failures failures(Ledger ledger, Outbox outbox, Quarantine quarantine, Receivers receivers) {
        return new Failures(ledger, outbox, quarantine, receivers);
    }
}
