package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code java -jar rapportmottak.jar}: the jar alone, how it ends, and what it does not start with. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class ServeIT {

    @TempDir
    Path home;

    @Test
    void servesAloneInAnEmptyFolderAndEndsWhenTold() throws Exception {
        try (Hub hub = new Hub("serve-alone", home, Jar.copiedTo(home), List.of("--rapportmottak.canary.every=20s"))) {
            Duration started = hub.start();
            System.out.println("ServeIT: the jar alone was ready after " + started.toMillis() + " ms, " + Jar.java());

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(hub.health().path("status").asText()).isEqualTo("UP"));
            await("canary, by both channels").atMost(Duration.ofMinutes(1))
                    .until(() -> hub.log().lines().filter(line -> line.contains(" kanari GODKJENT")).count() >= 2);
            assertThat(hub.log()).contains("No sender is configured").contains(home.resolve("config/senders.yaml").toString());
            Command.Result beside = new Command(home, Jar.line(Jar.unpacked(), "validate",
                    Samples.sample("valid/tilskuddsrapport-samiske-brukere.xml").toString())).run();
            assertThat(beside.status()).as(beside.err()).isZero();

            assertThat(hub.terminate()).isZero();
            assertThat(hub.log()).doesNotContain(" ERROR ", "the warm-up ended early");
        }
    }

    @Test
    void doesNotStartWithASchemaThatDiffersFromTheBuild() throws Exception {
        HomeFolder.copy("schemas", home);
        Path schema = home.resolve("schemas/tilskuddsrapport/v1/tilskuddsrapport.xsd");
        Files.writeString(schema, Files.readString(schema) + "<!-- edited -->\n");

        assertThat(logOfAFailedStart("serve-schema"))
                .contains("schema tilskuddsrapport/v1/tilskuddsrapport.xsd differs from the build: run mvn package");
    }

    @Test
    void doesNotStartWithAMistakeAmongTheSendersAndSaysWhere() throws Exception {
        HomeFolder.writeSenders(home, """
                senders:
                  - id: solvik
                    organisation-number: "999263551"
                    name: Solvik kommune
                """);

        assertThat(logOfAFailedStart("serve-senders"))
                .contains(home.resolve("config/senders.yaml") + ", key senders.0 (solvik).organisation-number: "
                        + "expected nine digits with a valid check digit, in quotes");
    }

    @Test
    void doesNotStartWithSettingsThatLeaveItOpenAndSaysWhatToWrite() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("config")).resolve("application.yaml"), """
                server.address: 0.0.0.0
                rapportmottak.console.users.kari.password: "{bcrypt}$2a$04$dLRHqcQkTj7dbQ3YnwONTuzAok8z9yhWvXDVymqnL/KwEDCVkIT6i"
                """);

        assertThat(logOfAFailedStart("serve-open"))
                .contains("server.address 0.0.0.0: expected 127.0.0.1, or TLS")
                .doesNotContain("SFTP server on");
    }

    @Test
    void doesNotStartWithARouteThatIsThereTwice() throws Exception {
        HomeFolder.copy("routes", home);
        Files.copy(home.resolve("routes/purge.camel.yaml"), home.resolve("routes/copy-of-purge.camel.yaml"));

        assertThat(logOfAFailedStart("serve-routes")).contains("Duplicate route ids", "Mend the file in routes/");
    }

    private String logOfAFailedStart(String name) throws IOException {
        try (Hub hub = new Hub(name, home, Jar.unpacked())) {
            hub.launch();
            assertThat(hub.waitForEnd(Duration.ofMinutes(2))).isNotZero();
            assertThat(hub.log()).doesNotContain("\tat ");
            return hub.log();
        }
    }
}
