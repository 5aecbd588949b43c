package no.rapportmottak.operations;

import java.time.Clock;
import javax.sql.DataSource;
import no.rapportmottak.duty.DutyConfiguration;
import no.rapportmottak.duty.Reading;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.validation.RuleBook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** What the commands about duties need beside a hub: its catalogue, its rules and its ledger. */
@Import({BesideHub.class, DutyConfiguration.class})
@ComponentScan({"no.rapportmottak.registry", "no.rapportmottak.validation"})
class DutyParts {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    AttachmentStore attachmentStore() {
        return AttachmentStore.hashing();
    }

    @Bean
    Accepted accepted(DataSource database) {
        return new Accepted(database);
    }

    @Bean
    Reading reading(RuleBook rules) {
        return new Reading(rules.covers(), rules.overview());
    }
}
