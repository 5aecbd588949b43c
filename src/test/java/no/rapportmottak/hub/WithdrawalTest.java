package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import no.rapportmottak.hub.Queues.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A report that its organisation takes back. */
@HubTest
class WithdrawalTest {

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void tellsThoseWhoReadTheReport() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String reported = reference(hub.send(sender, report.json()));

        JsonNode receipt = hub.send(sender, AWithdrawal.of(reported));

        assertThat(outcome(receipt)).as("%s", receipt.get("funn")).isEqualTo("GODKJENT");
        assertThat(receipt.get("trekker").asText()).isEqualTo(reported);
        String page = hub.receiptNames(sender, receipt.get("filnavn").asText()).stream()
                .filter(name -> name.endsWith(".html")).findFirst().orElseThrow();
        assertThat(hub.receiptText(sender, page)).contains("<h1>Rapporten er trukket tilbake</h1>", reported);
        hub.settle();
        Read message = queues.message(Queues.REPORTS, reference(receipt));
        assertThat(message.properties())
                .containsEntry("hendelse", "TRUKKET")
                .containsEntry("versjon", 2)
                .containsEntry("erstatter", reported)
                .containsEntry("rapporttype", "tilskuddsrapport");
        assertThat(message.properties().get("forretningsnoekkel"))
                .isEqualTo(queues.message(Queues.REPORTS, reported).properties().get("forretningsnoekkel"));
        assertThat(hub.archived(reference(receipt))).isPresent();
    }

    @Test
    void leavesRoomForTheReportAnew() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String reported = reference(hub.send(sender, report.json()));
        hub.send(sender, AWithdrawal.of(reported));

        JsonNode correction = hub.send(sender, report.corrected().replacing(reported).json());
        JsonNode again = hub.send(sender, report.json());

        assertThat(codes(correction)).containsExactly("KOR-011");
        assertThat(outcome(again)).isEqualTo("GODKJENT");
        hub.settle();
        assertThat(queues.message(Queues.REPORTS, reference(again)).properties())
                .containsEntry("hendelse", "NY").containsEntry("versjon", 3).doesNotContainKey("erstatter");
    }

    @Test
    void isRefusedForAnotherOrganisationAsIfNothingWereThere() throws Exception {
        String reported = reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        String stranger = hub.sender(List.of("310008818"), List.of());

        JsonNode foreign = hub.send(stranger, AWithdrawal.of(reported, "310008818"));
        JsonNode unknown = hub.send(stranger, AWithdrawal.of("018735e1-6b1f-7c11-9a55-2f3b6f1d0c42", "310008818"));

        assertThat(codes(foreign)).containsExactly("KOR-012");
        assertThat(codes(unknown)).containsExactly("KOR-012");
        assertThat(foreign.at("/funn/0/sti").asText()).isEqualTo("/trekker");
    }

    @Test
    void namesTheVersionThatCounts() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String first = reference(hub.send(sender, report.json()));
        String second = reference(hub.send(sender, report.corrected().replacing(first).json()));

        JsonNode receipt = hub.send(sender, AWithdrawal.of(first));

        assertThat(codes(receipt)).containsExactly("KOR-013");
        assertThat(receipt.at("/funn/0/melding").asText()).contains(second);
    }

    @Test
    void isMadeOnce() throws Exception {
        String sender = hub.sender();
        String reported = reference(hub.send(sender, AReport.ofItsOwn().json()));
        hub.send(sender, AWithdrawal.of(reported));

        assertThat(codes(hub.send(sender, AWithdrawal.of(reported)))).containsExactly("KOR-014");
    }

    @Test
    void isNotTakenBackItself() throws Exception {
        String sender = hub.sender();
        String withdrawal = reference(hub.send(sender, AWithdrawal.of(reference(hub.send(sender, AReport.ofItsOwn().json())))));

        assertThat(codes(hub.send(sender, AWithdrawal.of(withdrawal)))).containsExactly("KOR-012");
    }

    @Test
    void hasNoEffectAsATrial() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String reported = reference(hub.send(sender, report.json()));

        JsonNode trial = hub.send(sender, AWithdrawal.trialOf(reported));

        assertThat(outcome(trial)).isEqualTo("GODKJENT");
        assertThat(outcome(hub.send(sender, report.json()))).isEqualTo("DUPLIKAT");
    }
}
