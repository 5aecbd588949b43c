package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrittenTest {

    @Test
    void isWholeWhenAllPiecesHaveComeInWhateverOrder() {
        List<Integer> pieces = new ArrayList<>(java.util.stream.IntStream.range(0, 50).boxed().toList());
        Collections.shuffle(pieces, new Random(7));
        Written written = new Written();

        for (int piece : pieces) {
            assertThat(written.isWhole(500)).isFalse();
            written.add(piece * 10L, piece * 10L + 10);
        }

        assertThat(written.isWhole(500)).isTrue();
    }

    @Test
    void hasAHoleWhenOnePieceIsMissing() {
        Written written = new Written();

        written.add(0, 10);
        written.add(20, 30);
        written.add(5, 12);

        assertThat(written.isWhole(12)).isTrue();
        assertThat(written.isWhole(30)).isFalse();
    }

    @Test
    void isWholeWhenNothingWasWrittenOfNothing() {
        assertThat(new Written().isWhole(0)).isTrue();
    }
}
