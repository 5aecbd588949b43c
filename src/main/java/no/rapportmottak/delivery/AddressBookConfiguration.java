package no.rapportmottak.delivery;

import no.rapportmottak.ledger.Destinations;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.registry.Senders;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Who is told of decisions; commands that decide beside a running hub need it without the ways out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailProperties.class, NotificationSettings.class})
public class AddressBookConfiguration {

    @Bean
    Destinations destinations(
            Routing routing, Endpoints endpoints, Senders senders, MailProperties mail, NotificationSettings settings) {
        return new AddressBook(routing, endpoints, senders, StringUtils.hasText(mail.getHost()), settings.mail().dailyDigest());
    }
}
