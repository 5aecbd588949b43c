package no.rapportmottak.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** Says at the start that nobody can sign in, and how to change it. */
@Component
class SignInReport {

    private static final Logger LOG = LoggerFactory.getLogger(SignInReport.class);

    private final ConsoleSettings console;
    private final ObjectProvider<ClientRegistrationRepository> elsewhere;

    SignInReport(ConsoleSettings console, ObjectProvider<ClientRegistrationRepository> elsewhere) {
        this.console = console;
        this.elsewhere = elsewhere;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void tell() {
        if (console.users().isEmpty() && elsewhere.getIfAvailable() == null) {
            LOG.info("Nobody can sign in to the console: set rapportmottak.console.users.<name>.password={bcrypt}… and .roles");
        }
    }
}
