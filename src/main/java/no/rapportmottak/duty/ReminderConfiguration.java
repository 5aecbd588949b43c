package no.rapportmottak.duty;

import java.time.Clock;
import java.util.List;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Senders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** What the hub alone does about duties. */
@Configuration(proxyBeanMethods = false)
class ReminderConfiguration {

    /** Where there is no mail server nobody is reminded, and nothing noted. */
    @Bean
    DutyReminders dutyReminders(
            Duties duties,
            Catalogue catalogue,
            Senders senders,
            Pauses pauses,
            Reminders reminders,
            ReminderSettings settings,
            @Value("${spring.mail.host:}") String mailServer,
            Clock clock) {
        Steps configured = settings.steps();
        Steps steps = StringUtils.hasText(mailServer) ? configured : new Steps(List.of(), List.of());
        return new DutyReminders(duties, catalogue, senders, pauses, reminders, steps, settings.at(), clock);
    }
}
