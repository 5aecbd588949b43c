package no.rapportmottak.registry;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads {@code config/} once at the start; a mistake ends it. */
@Configuration(proxyBeanMethods = false)
public class RegistryConfiguration {

    /** The jar's copy holds comments only; looking for the operator's own, a sender added later is noticed. */
    private static final String SENDERS = "config/senders.yaml";

    @Bean
    Home home(@Value("${rapportmottak.home}") Path home) {
        return new Home(home);
    }

    @Bean
    Senders senders(Home home) {
        return new Senders(Senders.read(home.own(SENDERS)));
    }

    @Bean
    SendersFile sendersFile(Home home, Senders senders) {
        return new SendersFile(home.own(SENDERS), senders);
    }

    @Bean
    Routing routing(Home home) {
        return Routing.read(home.file("config/routing.yaml"));
    }

    @Bean
    Catalogue catalogue(Home home) {
        return Catalogue.read(home.folder("config/catalogue"));
    }
}
