package no.rapportmottak.receipt;

import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    @Bean
    Receipts receipts(Senders senders) {
        return new Receipts(id -> senders.find(id).map(Sender::language).orElse(null));
    }
}
