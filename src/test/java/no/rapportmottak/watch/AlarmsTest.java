package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.watch.Alarms.Change;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-02-15T10:00:00Z"), ZoneOffset.UTC);

    private final List<Change> told = new ArrayList<>();
    private boolean away;
    private final Alarms alarms = new Alarms(CLOCK, List.of(change -> {
        if (away) {
            throw new IllegalStateException("away");
        }
        told.add(change);
    }));

    @Test
    void tellEachChangeOnce() {
        alarms.raise("broker", "away");
        alarms.raise("broker", "still away");
        alarms.tell();
        alarms.tell();
        alarms.clear("broker");
        alarms.clear("broker");
        alarms.tell();

        assertThat(told).extracting(Change::raised).containsExactly(true, false);
        assertThat(told).extracting(change -> change.alarm().text()).containsOnly("away");
    }

    @Test
    void keepInOrderWhatCannotBeToldYet() {
        away = true;
        alarms.raise("broker", "away");
        alarms.tell();
        alarms.clear("broker");
        alarms.tell();
        away = false;
        alarms.tell();

        assertThat(told).extracting(Change::raised).containsExactly(true, false);
    }

    @Test
    void areNotRaisedAgainAfterARestart() {
        Alarm earlier = new Alarm("disk", Instant.parse("2024-02-14T10:00:00Z"), "full");
        alarms.takeUp(List.of(earlier));
        alarms.raise("disk", "full");
        alarms.tell();

        assertThat(alarms.active()).containsExactly(earlier);
        assertThat(told).singleElement()
                .satisfies(change -> assertThat(change.alarm().messageId("AKTIV")).isEqualTo(earlier.messageId("AKTIV")));
    }
}
