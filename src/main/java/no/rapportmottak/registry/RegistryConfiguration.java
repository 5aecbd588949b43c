package no.rapportmottak.registry;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

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
    SendersEditor sendersEditor(Home home) {
        return new SendersEditor(home.own(SENDERS));
    }

    @Bean
    Routing routing(Home home) {
        return Routing.read(home.file("config/routing.yaml"));
    }

    /**
     * A secret that is not written down is found like any other setting, so also in the environment. Lazy, because
     * commands run where the secrets are not; the hub asks for it at the start.
     */
    @Bean
    @Lazy
    Endpoints endpoints(Home home, Environment settings) {
        return Endpoints.read(home.file("config/endpoints.yaml"), settings::getProperty);
    }

    @Bean
    Catalogue catalogue(Home home) {
        return Catalogue.read(home.folder("config/catalogue"));
    }
}
