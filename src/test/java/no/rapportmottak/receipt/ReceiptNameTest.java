package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.rapportmottak.submission.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptNameTest {

    private static final String[] PIECES = {
        "a", "Z", "7", ".", " ", "-", "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "%", "\n", "\0", "\u007F",
        "\u0085", "ø", "a\u030A", "漢", "😀", "👩‍👩‍👧", "🇳🇴", "\uD83D", "\u202E", "%41", "+"
    };

    /** Names of every length up to 90 pieces, always the same ones. */
    static Stream<String> anyNames() {
        Random random = new Random(2023);
        return IntStream.range(0, 1500).mapToObj(i -> anyName(random, 1 + i % 90));
    }

    private static String anyName(Random random, int pieces) {
        return random.ints(pieces, 0, PIECES.length).mapToObj(i -> PIECES[i]).reduce("", String::concat);
    }

    @Test
    void neverSavesMoreThanTheContractAllows() {
        assertThat(anyNames().map(ReceiptName::fileName)).allSatisfy(name -> assertThat(name)
                .doesNotContainPattern("[\\p{Cc}\\p{Cs}/\\\\:*?\"<>|]")
                .doesNotContainPattern("%(?![0-9A-F]{2})")
                .matches(kept -> kept.getBytes(UTF_8).length <= 120, "120 bytes at most"));
    }

    @Test
    void keepsABeginningOfTheNameThatCanBeReadBack() {
        assertThat(anyNames()).allSatisfy(sent -> {
            String kept = ReceiptName.fileName(sent);

            assertThat(sent.replaceAll("\\p{Cs}", "?")).startsWith(decoded(kept));
        });
    }

    @Test
    void cutsOnlyANameThatIsTooLong() {
        assertThat(anyNames()).allSatisfy(sent -> {
            String kept = ReceiptName.fileName(sent);

            boolean whole = decoded(kept).equals(sent.replaceAll("\\p{Cs}", "?"));
            // the longest character among the pieces has 18 bytes
            assertThat(whole || kept.getBytes(UTF_8).length > 120 - 18).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "rapport.xml, rapport.xml",
        "årsrapport 2023.xml, årsrapport 2023.xml",
        "../a.xml, ..%2Fa.xml",
        "50%.xml, 50%25.xml",
        "a%2Fb.xml, a%252Fb.xml",
        "C:\\a*b?<c>|.xml, C%3A%5Ca%2Ab%3F%3Cc%3E%7C.xml",
    })
    void encodesWhatMayNotStandInAName(String sent, String expected) {
        assertThat(ReceiptName.fileName(sent)).isEqualTo(expected);
    }

    static Stream<String[]> cuts() {
        return Stream.of(
                new String[] {"x".repeat(120), "x".repeat(120)},
                new String[] {"x".repeat(121), "x".repeat(120)},
                new String[] {"x".repeat(118) + "%", "x".repeat(118)},
                new String[] {"x".repeat(117) + "%", "x".repeat(117) + "%25"},
                new String[] {"x".repeat(116) + "\u0085", "x".repeat(116)},
                new String[] {"x".repeat(119) + "ø", "x".repeat(119)},
                new String[] {"x".repeat(118) + "😀", "x".repeat(118)},
                new String[] {"x".repeat(118) + "a\u030A", "x".repeat(118)},
                new String[] {"x".repeat(118) + "%y", "x".repeat(118)},
                new String[] {"ø".repeat(200), "ø".repeat(60)},
                new String[] {"a" + "\u030A".repeat(100), "a" + "\u030A".repeat(59)});
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void cutsBeforeTheCharacterThatDoesNotFit(String sent, String expected) {
        assertThat(ReceiptName.fileName(sent)).isEqualTo(expected);
    }

    @Test
    void namesReceiptByFileAndReference() {
        var submission = ADecision.that(Outcome.GODKJENT).named("a:b.xml").decision().submission();

        String name = ReceiptName.of(submission, "mottak.json");

        assertThat(name).isEqualTo("a%3Ab.xml." + ADecision.REFERENCE + ".mottak.json");
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), UTF_8);
    }
}
