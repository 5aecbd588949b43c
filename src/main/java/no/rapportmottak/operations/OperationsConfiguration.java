package no.rapportmottak.operations;

import java.nio.file.Path;
import java.time.Clock;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.duty.Reading;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.validation.Quarantine;
import no.rapportmottak.validation.RuleBook;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What the hub as a whole needs beside its packages' own parts. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    /** Before anything is made, so before anything listens. */
    @Bean
    static BeanFactoryPostProcessor settingsAreSafe(Environment settings) {
        return factory -> InsecureSettings.refuse(settings);
    }

    /** The one clock; tests put theirs in its place. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    AttachmentStore attachmentStore(@Value("${rapportmottak.data}") Path data) {
        return AttachmentStore.in(data);
    }

    @Bean
    Reading reading(RuleBook rules) {
        return new Reading(rules.covers(), rules.overview());
    }

    @Bean
    Releases releases(Custody custody, Quarantine quarantine, Ledger ledger) {
        return new Releases(custody, quarantine, ledger);
    }

    @Bean
    Failures failures(Ledger ledger, Outbox outbox, Quarantine quarantine, Receivers receivers) {
        return new Failures(ledger, outbox, quarantine, receivers);
    }
}
