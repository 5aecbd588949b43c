package no.rapportmottak.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.rapportmottak.report.Changes.Change;
import org.junit.jupiter.api.Test;

/** What a correction changed. */
class ChangesTest {

    @Test
    void areNoneBetweenEqualForms() {
        assertThat(Changes.between("{\"a\":1,\"b\":[1,{\"c\":\"x\"}]}", "{\"a\":1,\"b\":[1,{\"c\":\"x\"}]}")).isEmpty();
    }

    @Test
    void nameTheFieldWithBothValues() {
        assertThat(Changes.between("{\"a\":{\"b\":1,\"c\":\"x\"}}", "{\"a\":{\"b\":2,\"c\":\"y\"}}"))
                .containsExactly(new Change("/a/b", "1", "2"), new Change("/a/c", "x", "y"));
    }

    @Test
    void tellFieldsThatCameAndWent() {
        assertThat(Changes.between("{\"a\":1,\"gone\":true}", "{\"a\":1,\"new\":{\"x\":1}}"))
                .containsExactly(new Change("/new", null, "{\"x\":1}"), new Change("/gone", "true", null));
    }

    @Test
    void takeAnElementPutInAsOneChange() {
        assertThat(Changes.between("{\"l\":[1,2,4,5]}", "{\"l\":[1,2,3,4,5]}"))
                .containsExactly(new Change("/l/2", null, "3"));
    }

    @Test
    void takeAnElementTakenOutAsOneChange() {
        assertThat(Changes.between("{\"l\":[1,2,3,4,5]}", "{\"l\":[1,2,4,5]}"))
                .containsExactly(new Change("/l/2", "3", null));
    }

    @Test
    void lookIntoElementsThatChanged() {
        assertThat(Changes.between("{\"l\":[{\"n\":\"a\",\"b\":1},{\"n\":\"c\",\"b\":2}]}",
                        "{\"l\":[{\"n\":\"a\",\"b\":1},{\"n\":\"c\",\"b\":3}]}"))
                .containsExactly(new Change("/l/1/b", "2", "3"));
    }

    @Test
    void leaveOutWhichReportIsReplaced() {
        assertThat(Changes.between("{\"a\":{\"erstatter\":1}}", "{\"erstatter\":\"x\",\"a\":{\"erstatter\":2}}"))
                .containsExactly(new Change("/a/erstatter", "1", "2"));
    }

    @Test
    void endWhereNobodyReadsOn() {
        String list = IntStream.range(0, 2 * Changes.MOST).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertThat(Changes.between("{\"l\":[]}", "{\"l\":[" + list + "]}")).hasSize(Changes.MOST);
    }
}
