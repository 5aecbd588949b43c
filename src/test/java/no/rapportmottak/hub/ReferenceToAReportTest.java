package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An annual report refers to the appropriation report: by our reference, or by the sender's own. */
@HubTest
class ReferenceToAReportTest {

    private static final Path ANNUAL = Path.of("schemas/aarsrapport/v1/samples/valid/aarsrapport-2022.json");
    private static final Path APPROPRIATION =
            Path.of("schemas/bevilgningsrapport/v1/samples/merknad/bevilgningsrapport-2022.json");
    private static final Path APPROPRIATION_2023 =
            Path.of("schemas/bevilgningsrapport/v1/samples/valid/bevilgningsrapport-2023.json");
    private static final AtomicInteger REPORTS = new AtomicInteger();

    private static final Instant BEFORE_THE_ANNUAL_REPORT_IS_DUE = Instant.parse("2023-03-01T10:00:00Z");

    @Autowired
    Hub hub;

    @Autowired
    HubClock clock;

    @BeforeEach
    void inTime() {
        hub.settle();
        clock.set(BEFORE_THE_ANNUAL_REPORT_IS_DUE);
    }

    @AfterEach
    void backToTheDayOfTheOthers() {
        hub.settle();
        clock.set(Surroundings.BEFORE_THE_DEADLINE);
    }

    private static AReport another(Path sample) throws Exception {
        return AReport.read(sample).with("avsendersReferanse", "viser-til-" + REPORTS.incrementAndGet());
    }

    private static AReport annualReportOn(String reference) throws Exception {
        return another(ANNUAL).with("bevilgningsrapport", Map.of("referanse", reference));
    }

    private void assertRefused(JsonNode receipt, String reference) {
        assertThat(outcome(receipt)).isEqualTo("AVVIST");
        assertThat(codes(receipt)).containsExactly("KOR-021");
        assertThat(receipt.at("/funn/0/sti").asText()).isEqualTo("/bevilgningsrapport/referanse");
        assertThat(receipt.at("/funn/0/melding").asText()).contains(reference);
    }

    @Test
    void takesAnAcceptedReportOfTheSameOrganisationAndYear() throws Exception {
        String sender = hub.sender();
        String accepted = reference(hub.send(sender, another(APPROPRIATION).json()));

        JsonNode receipt = hub.send(sender, annualReportOn(accepted).json());

        assertThat(outcome(receipt)).isEqualTo("GODKJENT");
        assertThat(codes(receipt)).isEmpty();
    }

    @Test
    void refusesAReferenceThatNobodyHas() throws Exception {
        String unknown = "0186f3a0-7c1e-7a52-9d11-2f60a4c1b8e7";

        assertRefused(hub.send(hub.sender(), annualReportOn(unknown).json()), unknown);
    }

    @Test
    void refusesAReportThatWasRejected() throws Exception {
        String sender = hub.sender();
        JsonNode rejected = hub.send(sender, another(APPROPRIATION)
                .with("/artskontorapportering", "nettoRapportert", 65_113_250_957L).json());
        assertThat(outcome(rejected)).isEqualTo("AVVIST");

        assertRefused(hub.send(sender, annualReportOn(reference(rejected)).json()), reference(rejected));
    }

    @Test
    void refusesAnotherOrganisationsReport() throws Exception {
        String sender = hub.sender();
        String others = reference(hub.send(sender,
                another(APPROPRIATION).with("/avsender", "organisasjonsnummer", "999263550").json()));

        assertRefused(hub.send(sender, annualReportOn(others).json()), others);
    }

    @Test
    void refusesAReportOfAnotherYear() throws Exception {
        String sender = hub.sender();
        String later = reference(hub.send(sender, another(APPROPRIATION_2023).json()));

        assertRefused(hub.send(sender, annualReportOn(later).json()), later);
    }

    @Test
    void refusesAReportOfAnotherType() throws Exception {
        String sender = hub.sender();
        String annual = reference(hub.send(sender, another(ANNUAL).json()));

        assertRefused(hub.send(sender, annualReportOn(annual).json()), annual);
    }

    @Test
    void refusesAVersionThatWasReplaced() throws Exception {
        String sender = hub.sender();
        AReport report = another(APPROPRIATION);
        String first = reference(hub.send(sender, report.json()));
        hub.send(sender, report.replacing(first).json());

        assertRefused(hub.send(sender, annualReportOn(first).json()), first);
    }

    @Test
    void tellsThatTheReportWithTheSendersOwnReferenceHasNotComeYet() throws Exception {
        String sender = hub.sender();
        String own = "kommer-" + REPORTS.incrementAndGet();
        AReport annual = another(ANNUAL).with("bevilgningsrapport", Map.of("avsendersReferanse", own));

        JsonNode before = hub.send(sender, annual.json());
        hub.send(sender, AReport.read(APPROPRIATION).with("avsendersReferanse", own).json());
        JsonNode after = hub.send(sender, annual.with("avsendersReferanse", "viser-til-" + REPORTS.incrementAndGet()).json());

        assertThat(outcome(before)).isEqualTo("GODKJENT");
        assertThat(codes(before)).containsExactly("KOR-022");
        assertThat(codes(after)).isEmpty();
    }
}
