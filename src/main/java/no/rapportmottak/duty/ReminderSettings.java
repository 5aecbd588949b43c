package no.rapportmottak.duty;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rapportmottak.reminders.*}.
 *
 * @param before how long before the last day of a duty its debtors are reminded, in whole days; none unless configured
 * @param after  how long after it; none unless configured
 * @param at     from when on a day the mails leave, Europe/Oslo
 */
@ConfigurationProperties("rapportmottak.reminders")
public record ReminderSettings(
        @DefaultValue List<Duration> before, @DefaultValue List<Duration> after, @DefaultValue("07:00") LocalTime at) {

    /** @throws ConfigurationMistake where a step is no number of days */
    Steps steps() {
        return new Steps(days(before, "before", 0), days(after, "after", 1));
    }

    private static List<Integer> days(List<Duration> steps, String name, int least) {
        return steps.stream().map(step -> {
            int days = (int) step.toDays();
            if (days < least || days > Steps.MOST || !step.equals(Duration.ofDays(days))) {
                throw new ConfigurationMistake("rapportmottak.reminders.%s: expected days from %dd to %dd such as 14d, 3d, not %s"
                        .formatted(name, least, Steps.MOST, step));
            }
            return days;
        }).toList();
    }
}
