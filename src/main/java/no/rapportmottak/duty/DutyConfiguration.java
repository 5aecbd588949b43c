package no.rapportmottak.duty;

import java.time.Clock;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Senders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the hub and the commands beside it ask. */
@Configuration(proxyBeanMethods = false)
public class DutyConfiguration {

    @Bean
    Duties duties(Catalogue catalogue, Senders senders, Accepted accepted, Reading reading, Clock clock) {
        return new Duties(catalogue, senders, accepted, reading, clock);
    }

    @Bean
    Overviews overviews(Catalogue catalogue, Accepted accepted, Reading reading, Clock clock) {
        return new Overviews(catalogue, accepted, reading, clock);
    }
}
