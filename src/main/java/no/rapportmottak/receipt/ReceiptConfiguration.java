package no.rapportmottak.receipt;

import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    @Bean
    Receipts receipts(Senders senders, @Value("${rapportmottak.validate.language:#{null}}") String asked) {
        return new Receipts(id -> id == null ? asked : senders.find(id).map(Sender::language).orElse(null));
    }
}
