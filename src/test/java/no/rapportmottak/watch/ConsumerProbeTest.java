package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.delivery.Consumption;
import org.junit.jupiter.api.Test;

class ConsumerProbeTest {

    private final List<Consumption.QueueState> states = new ArrayList<>();
    private final List<Consumption.Removal> removals = new ArrayList<>();
    private final ConsumerProbe probe = new ConsumerProbe(new Consumption() {
        @Override
        public List<QueueState> states() {
            return states;
        }

        @Override
        public List<Removal> removals() {
            return removals;
        }
    }, Duration.ZERO, Duration.ofDays(1));

    private List<Trouble> lookAt(int held, long acknowledged, long oldest) {
        return lookAt(held, acknowledged, oldest, 0);
    }

    private List<Trouble> lookAt(int held, long acknowledged, long oldest, long refused) {
        states.clear();
        states.add(new Consumption.QueueState("hod.x", 3, 1, held, acknowledged, oldest, refused));
        return probe.look();
    }

    @Test
    void namesTheQueueWhoseConsumerHoldsAndDoesNotAcknowledge() {
        assertThat(lookAt(3, 7, System.currentTimeMillis())).isEmpty();

        assertThat(lookAt(3, 7, System.currentTimeMillis())).extracting(trouble -> trouble.alarm("consumer"))
                .containsExactly("consumer:hod.x");
        assertThat(lookAt(3, 8, System.currentTimeMillis())).isEmpty();
    }

    @Test
    void namesAQueueThatNobodyReads() {
        assertThat(lookAt(0, 0, System.currentTimeMillis() - Duration.ofDays(2).toMillis()))
                .extracting(Trouble::detail).containsExactly("hod.x");
    }

    @Test
    void namesAQueueWhoseConsumerGivesMessagesUp() {
        assertThat(lookAt(0, 0, 0, 2)).extracting(trouble -> trouble.alarm("consumer"))
                .containsExactly("consumer:hod.x-refused");
        assertThat(lookAt(0, 0, 0, 0)).isEmpty();
    }

    @Test
    void tellsWhatWasRemovedByHand() {
        removals.add(new Consumption.Removal("hod.x", "m-1", 1, System.nanoTime()));

        assertThat(probe.look()).singleElement().satisfies(trouble -> {
            assertThat(trouble.detail()).isEqualTo("removed");
            assertThat(trouble.text()).contains("m-1", "hod.x");
        });
    }
}
