package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a report is measured by beside itself: its sender, the deadline, its size and its checksum. */
@HubTest
class SurroundingsOfAReportTest {

    private static final byte[] LARGE =
            ("{\"skjema\": \"tilskuddsrapport/v1\"" + " ".repeat(1_100_000) + "}").getBytes(UTF_8);
    private static final byte[] TOO_LARGE = " ".repeat(2_200_000).getBytes(UTF_8);

    @Autowired
    Hub hub;

    @Test
    void rejectsAReportForAnOrganisationThatIsNotTheSenders() throws Exception {
        String sender = hub.sender(List.of("310000124"), List.of());

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        assertThat(codes(receipt)).containsExactly("AVS-001");
        assertThat(receipt.get("funn").get(0).get("sti").asText()).isEqualTo("/avsender/organisasjonsnummer");
        assertThat(receipt.get("funn").get(0).get("melding").asText()).contains(sender, "999263550");
    }

    @Test
    void rejectsAReportOfATypeThatTheSenderDoesNotHandIn() throws Exception {
        String sender = hub.sender(List.of("999263550"), List.of("disposisjonsplan"));

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        assertThat(codes(receipt)).containsExactly("AVS-002");
        assertThat(receipt.get("funn").get(0).get("melding").asText()).contains(sender, "tilskuddsrapport");
    }

    @Test
    void saysWhatIsWrongWithTheSenderAndTheReportAtOnce() throws Exception {
        String sender = hub.sender(List.of("310000124"), List.of());

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().with("/regnskap", "ubrukt", 7).json());

        assertThat(codes(receipt)).contains("AVS-001", "TSR-017");
    }

    @Test
    void remarksThatAReportIsLate() throws Exception {
        String sender = hub.sender();

        hub.at(Instant.parse("2024-04-01T22:00:00Z"), () -> {
            JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

            assertThat(outcome(receipt)).isEqualTo("GODKJENT_MED_MERKNADER");
            assertThat(codes(receipt)).contains("FRI-001");
            assertThat(receipt.get("innenFrist").asBoolean(true)).isFalse();
            assertThat(receipt.get("frist").asText()).isEqualTo("2024-04-01");
            assertThat(receipt.get("funn").get(0).get("melding").asText()).contains("02.04.2024", "01.04.2024");
        });
    }

    @Test
    void takesAReportInTimeUntilTheDayEndsInNorway() throws Exception {
        String sender = hub.sender();

        hub.at(Instant.parse("2024-04-01T21:58:00Z"), () -> {
            JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

            assertThat(codes(receipt)).doesNotContain("FRI-001");
            assertThat(receipt.get("innenFrist").asBoolean()).isTrue();
            assertThat(receipt.get("frist").asText()).isEqualTo("2024-04-01");
        });
    }

    @Test
    void rejectsFilesThatAreTooLargeUnread() throws Exception {
        String sender = hub.sender();
        hub.drop(sender, "stor.json", TOO_LARGE);
        hub.drop(sender, "nesten.json", LARGE);

        JsonNode tooLarge = hub.result(sender, "stor.json");
        JsonNode large = hub.result(sender, "nesten.json");

        assertThat(outcome(tooLarge)).isEqualTo("AVVIST");
        assertThat(codes(tooLarge)).containsExactly("MOT-001");
        assertThat(codes(large)).containsExactly("MOT-002");
        hub.settle();
        assertThat(hub.archived(reference(tooLarge))).contains("archive/rejected/2024/02/" + reference(tooLarge) + ".zip");
    }


    @Test
    void rejectsAFileThatIsNotWhatItsChecksumSays() throws Exception {
        String sender = hub.sender();
        String promised = "a".repeat(64);
        hub.upload(sender, "endret.json.sha256", promised.getBytes(UTF_8));

        hub.upload(sender, "endret.json", AReport.ofItsOwn().json().getBytes(UTF_8));

        JsonNode receipt = hub.result(sender, "endret.json");
        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        assertThat(codes(receipt)).containsExactly("MOT-003");
        assertThat(receipt.get("funn").get(0).get("melding").asText())
                .contains(promised, receipt.get("sha256").asText());
        hub.settle();
        assertThat(hub.receiptNames(sender, "endret.json.sha256")).isEmpty();
    }

    @Test
    void rejectsAFileWhoseChecksumIsNone() throws Exception {
        String sender = hub.sender();
        hub.drop(sender, "uklar.json.sha256", "kommer senere".getBytes(UTF_8));
        hub.drop(sender, "uklar.json", AReport.ofItsOwn().json().getBytes(UTF_8));

        assertThat(codes(hub.result(sender, "uklar.json"))).containsExactly("MOT-014");
    }

    @Test
    void acceptsAFileWithTheChecksumThatSha256sumWrites() throws Exception {
        String sender = hub.sender();
        byte[] document = AReport.ofItsOwn().json().getBytes(UTF_8);
        hub.upload(sender, "hel.json.sha256", (Hub.sha256(document) + "  hel.json\n").getBytes(UTF_8));

        hub.upload(sender, "hel.json", document);

        assertThat(outcome(hub.result(sender, "hel.json"))).isEqualTo("GODKJENT");
    }
}
