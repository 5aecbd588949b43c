package no.rapportmottak.trust;

import java.nio.file.Path;
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
}
