package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"nb", "nn", "en"})
    void hasEveryTextInEveryLanguage(String language) throws IOException {
        Properties texts = read(language);

        assertThat(texts.stringPropertyNames()).isEqualTo(read("nb").stringPropertyNames());
        assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
    }

    @Test
    void hasEveryTextThatThePageNames() throws IOException {
        Set<String> named = Pattern.compile("#\\{([a-zA-Z.]+)")
                .matcher(file("result.html"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(read("nb").stringPropertyNames()).containsAll(named);
    }

    @Test
    void hasATextForEveryOutcomeAndSeverity() throws IOException {
        Stream<String> outcomes =
                Stream.of(Outcome.values()).flatMap(each -> Stream.of("outcome." + each, "lead." + each));
        Stream<String> severities = Stream.of(Severity.values()).map(each -> "severity." + each);

        assertThat(read("nb").stringPropertyNames())
                .containsAll(Stream.concat(outcomes, severities).toList());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "se", "NB", "../x"})
    void speaksBokmaalToWhoeverAsksForAnotherLanguage(String language) {
        assertThat(Words.in(language).language()).isEqualTo("nb");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/regnskap/sumUtgifter, regnskap › sumUtgifter",
        "/linjer/0/tekst, linjer › no. 1 › tekst",
        "/a~1b/m~0n, a/b › m~n",
        "/99999999999, 99999999999",
    })
    void readsAPointerAloud(String pointer, String expected) {
        assertThat(Words.in("en").way(pointer)).isEqualTo(expected);
    }

    private static Properties read(String language) throws IOException {
        Properties texts = new Properties();
        texts.load(new StringReader(file("texts_" + language + ".properties")));
        return texts;
    }

    private static String file(String name) throws IOException {
        try (InputStream in = WordsTest.class.getResourceAsStream("/receipt/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
