package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJvFOv9CCuVZmuAInnMU0lzJf8jTFOkTXvMwsrFjS4l";
    private static final String PARTNER = "id: a, host: sftp.a.example, user: hub, host-keys: ['" + HOST_KEY
            + "'], private-key: key, sender: solvik, inn: ut, kvittering: a/inn/";

    @Test
    void readsPartnersWithDefaults() throws IOException {
        Files.writeString(folder.resolve("key"), "-");

        Partner partner = read("partners: [{" + PARTNER + "}]").partnerOf("solvik").orElseThrow();

        assertThat(partner.port()).isEqualTo(22);
        assertThat(partner.receipts()).isEqualTo("a/inn");
        assertThat(partner.settle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(partner.privateKey()).isEqualTo(folder.resolve("key"));
        assertThat(partner.knownHosts()).isEqualTo("sftp.a.example,[sftp.a.example]:22 " + HOST_KEY + "\n");
        assertThat(partner.hostKeyAlgorithms()).isEqualTo("ssh-ed25519");
    }

    @Test
    void takesTheKeyOutOfALineOfSshKeyscan() throws IOException {
        Files.writeString(folder.resolve("key"), "-");

        Partner partner = read("partners: [{" + PARTNER.replace("['ssh", "['[sftp.a.example]:2222 ssh") + "}]")
                .partnerOf("solvik").orElseThrow();

        assertThat(partner.hostKeys()).containsExactly(HOST_KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: a           | id: A b                  | partners.0.id: expected a-z
            user: hub       | user: ''                 | partners.0 (a).user: expected the name
            sftp.a.example  | 'sftp://a.example'       | partners.0 (a).host: expected the name or the address
            user: hub       | user: hub, port: 70000   | partners.0 (a).port: expected 1 to 65535
            AAAAC3          | AAAA                     | partners.0 (a).host-keys: expected ssh-ed25519
            private-key: key| private-key: nowhere     | partners.0 (a).private-key: expected the file of our private key
            inn: ut         | inn: 'x/../y'            | partners.0 (a).inn: expected a folder
            inn: ut         | inn: 'x*'                | partners.0 (a).inn: expected a folder
            inn: ut         | inn: /ut                 | partners.0 (a).inn: expected a folder
            inn: ut         | inn: ut, done: ut/       | partners.0 (a).done: expected another folder
            inn: ut         | inn: ut, marker: 'a/b'   | partners.0 (a).marker: expected what markers
            inn: ut         | inn: ut, poll: often     | partners.0 (a).poll: expected a time
            inn: ut         | inn: ut, settle: 0s      | partners.0 (a).settle: expected a time
            inn: ut         | inn: ut, keep-alive-count: 0 | partners.0 (a).keep-alive-count: expected 1
            inn: ut         | inn: ut, folder: x       | key partners.0.folder: unknown key
            """)
    void saysWhatIsWrongWithAPartner(String right, String wrong, String mistake) throws IOException {
        Files.writeString(folder.resolve("key"), "-");

        assertThatThrownBy(() -> read("partners: [{" + PARTNER.replace(right, wrong) + "}]"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("endpoints.yaml")
                .hasMessageContaining(mistake);
    }

    @Test
    void wantsEachIdAndEachSenderOnce() throws IOException {
        Files.writeString(folder.resolve("key"), "-");
        String webhook = "webhooks: [{id: a, url: 'https://a.example', secrets: ['" + SECRET + "']}]\n";

        assertThatThrownBy(() -> read(webhook + "partners: [{" + PARTNER + "}]"))
                .hasMessageContaining("partners.0 (a).id: expected each id once");
        assertThatThrownBy(() -> read("partners: [{" + PARTNER + "}, {" + PARTNER.replace("id: a", "id: b") + "}]"))
                .hasMessageContaining("partners.1 (b).sender: expected each sender once");
    }

    private Endpoints read(String yaml) throws IOException {
        return Endpoints.read(Files.writeString(folder.resolve("endpoints.yaml"), yaml), 
                Map.of("SECRET", SECRET, "rapportmottak.home", folder.toString())::get);
    }
}
