package no.rapportmottak.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import no.rapportmottak.registry.ConfigurationMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {

    private static final LocalDate DEADLINE = LocalDate.of(2024, 4, 1);

    private final Steps steps = new Steps(List.of(3, 14), List.of(1, 14));

    @ParameterizedTest
    @CsvSource({
        "2024-03-17,", "2024-03-18,14", "2024-03-28,14", "2024-03-29,3", "2024-04-01,3",
        "2024-04-02,-1", "2024-04-14,-1", "2024-04-15,-14", "2024-04-29,-14", "2024-04-30,"
    })
    void hasTheLatestItsTurn(LocalDate today, Integer days) {
        assertThat(steps.on(today, DEADLINE).orElse(null)).isEqualTo(days);
    }

    @Test
    void tellsOfNothingAsComingThatIsOver() {
        Steps before = new Steps(List.of(3), List.of());

        assertThat(before.on(DEADLINE.plusDays(1), DEADLINE)).isEmpty();
        assertThat(new Steps(List.of(), List.of(1)).on(DEADLINE, DEADLINE)).isEmpty();
    }

    @Test
    void letsTheLastDayItselfBeAStep() {
        Steps last = settings(List.of(Duration.ZERO), List.of()).steps();

        assertThat(last.on(DEADLINE, DEADLINE)).contains(0);
        assertThat(last.on(DEADLINE.minusDays(1), DEADLINE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT14S", "PT36H", "P366D", "-P1D", "PT0S"})
    void refusesWhatIsNoNumberOfDays(Duration after) {
        ReminderSettings settings = settings(List.of(), List.of(after));

        assertThatThrownBy(settings::steps).isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("rapportmottak.reminders.after: expected days from 1d to 365d");
    }

    private static ReminderSettings settings(List<Duration> before, List<Duration> after) {
        return new ReminderSettings(before, after, LocalTime.MIDNIGHT);
    }
}
