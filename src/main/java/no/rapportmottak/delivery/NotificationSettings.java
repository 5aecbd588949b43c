package no.rapportmottak.delivery;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rapportmottak.webhooks.*} and {@code rapportmottak.mail.*}. */
@ConfigurationProperties("rapportmottak")
public record NotificationSettings(@DefaultValue Webhooks webhooks, @DefaultValue Mail mail) {

    /**
     * @param connectTimeout for one address of the receiver
     * @param deadline       for a whole attempt, whatever the receiver does
     */
    public record Webhooks(@DefaultValue("3s") Duration connectTimeout, @DefaultValue("10s") Duration deadline) {}

    /**
     * @param from        the address that notices come from
     * @param dailyDigest when it leaves, Europe/Oslo
     * @param questionsTo whom reminders of reports name for questions, or null
     */
    public record Mail(
            @DefaultValue("rapportmottak@localhost") String from, @DefaultValue("07:00") LocalTime dailyDigest, String questionsTo) {}
}
