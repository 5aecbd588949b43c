package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.rapportmottak.submission.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    Path folder;

    @Test
    void readsTheFileOfTheRepository() {
        Endpoints endpoints = Endpoints.read(Path.of("config/endpoints.yaml"), name -> null);

        assertThat(endpoints.webhooksFor("tilskuddsrapport", Outcome.GODKJENT)).isEmpty();
    }

    @Test
    void asksForTypesAndEvents() throws IOException {
        Endpoints endpoints = read("""
                webhooks:
                  - {id: all, url: "https://a.example/x", secrets: ["${SECRET}"]}
                  - {id: few, url: "https://b.example/x", secrets: [%s], types: [plan],
                     events: [no.rapportmottak.innsending.godkjent-med-merknader]}
                """.formatted(SECRET));

        assertThat(endpoints.webhooksFor("plan", Outcome.GODKJENT_MED_MERKNADER)).containsExactly("all", "few");
        assertThat(endpoints.webhooksFor("plan", Outcome.GODKJENT)).containsExactly("all");
        assertThat(endpoints.webhooksFor(null, Outcome.AVVIST)).containsExactly("all");
        assertThat(endpoints.webhook("all").orElseThrow().secrets()).hasSize(1);
        assertThat(endpoints.webhook("all").orElseThrow().toString()).isEqualTo("Webhook[all]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: A b, url: 'https://a.example', secrets: [S]                       | webhooks.0.id: expected a-z
            id: a, url: 'ftp://a.example', secrets: [S]                           | webhooks.0 (a).url: expected an address
            id: a, url: 'https://user:word@a.example', secrets: [S]               | webhooks.0 (a).url: expected an address
            id: a, url: 'https://a.example'                                       | webhooks.0 (a).secrets: expected at least one
            id: a, url: 'https://a.example', secrets: [whsec_c2hvcnQ=]            | expected whsec_ and the Base64 of 24 to 64
            id: a, url: 'https://a.example', secrets: ['${NOT_SET}']              | expected the environment variable NOT_SET to be set
            id: a, url: 'https://a.example', secrets: [S], events: [godkjent]     | expected some of [no.rapportmottak.innsending.godkjent
            id: a, url: 'https://a.example', secrets: [S], event: []              | line 1, key webhooks.0.event: unknown key
            """)
    void saysWhatIsWrong(String entry, String mistake) {
        assertThatThrownBy(() -> read("webhooks: [{" + entry.replace("[S]", "[" + SECRET + "]") + "}]"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("endpoints.yaml")
                .hasMessageContaining(mistake)
                .hasMessageNotContaining("c2hvcnQ=");
    }

    @Test
    void wantsOneAnswerForOneHost() {
        assertThatThrownBy(() -> read("""
                webhooks:
                  - {id: a, url: "https://a.example/x", secrets: [%s], allow-private: true}
                  - {id: b, url: "https://A.example/y", secrets: [%s]}
                """.formatted(SECRET, SECRET)))
                .hasMessageContaining("expected the same for every webhook at");
    }

    private Endpoints read(String yaml) throws IOException {
        return Endpoints.read(Files.writeString(folder.resolve("endpoints.yaml"), yaml), Map.of("SECRET", SECRET)::get);
    }
}
