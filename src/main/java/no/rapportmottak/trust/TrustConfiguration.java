package no.rapportmottak.trust;

import java.nio.file.Path;
import java.time.Clock;
import no.rapportmottak.ledger.Chain;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TrustConfiguration {

    @Bean(initMethod = "prepare")
    KeyRing keyRing(@Value("${rapportmottak.data}") Path data) {
        return KeyRing.under(data);
    }

    @Bean
    ReceiptSignatures signatures(KeyRing keyRing) {
        return new ReceiptSignatures(keyRing);
    }

    @Bean
    AuditRoots auditRoots(Chain chain, KeyRing keyRing, Clock clock, @Value("${rapportmottak.data}") Path data) {
        return new AuditRoots(chain, keyRing, clock, data);
    }
}
