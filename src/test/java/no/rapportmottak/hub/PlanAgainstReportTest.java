package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An accepted report held against the accepted plans that cover its posts. */
@HubTest
class PlanAgainstReportTest {

    private static final Path PLAN_765 =
            Path.of("schemas/disposisjonsplan/v1/samples/valid/disposisjonsplan-765-2023.json");
    private static final Path REPORT_ON_762 = Path.of(
            "schemas/tilskuddsrapport/v1/samples/valid/tilskuddsrapport-frisklivssentral-med-maal-og-vedlegg.json");
    private static final long PLANNED_FOR_765_62 = 443_766_000;
    private static final AtomicInteger PLANS = new AtomicInteger();

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Autowired
    JdbcClient ledger;

    private static AReport plan() throws Exception {
        return AReport.read(PLAN_765).with("avsendersReferanse", "plan-mot-rapport-" + PLANS.incrementAndGet());
    }

    @Test
    void tellsWhatIsPlannedAndReportedOnThePost() throws Exception {
        String sender = hub.sender();
        AReport plan = plan();
        String first = reference(hub.send(sender, plan.json()));
        String second = reference(hub.send(sender, plan.with("versjon", 2).replacing(first).json()));

        JsonNode receipt = hub.send(sender, AReport.ofItsOwn().json());

        JsonNode post = of(second, receipt.get("planMotRapport"));
        assertThat(post.toString()).isEqualTo("""
                {"kapittel":"765","post":"62","planlagt":%d,"rapportert":0,"gjenstaar":%d,"avvik":%d,"avvikProsent":-10000,\
                "plan":"%s","planversjon":2}""".formatted(PLANNED_FOR_765_62, PLANNED_FOR_765_62, -PLANNED_FOR_765_62, second));
        assertThat(of(first, receipt.get("planMotRapport"))).as("a plan that is replaced").isNull();
        assertThat(outcome(receipt)).isEqualTo("GODKJENT");
        assertThat(codes(receipt)).doesNotContain("PLN-001");
        hub.settle();
        Object told = queues.message(Queues.REPORTS, reference(receipt)).properties().get("planMotRapport");
        assertThat(of(second, Hub.JSON.readTree((String) told))).isEqualTo(post);
    }

    private static JsonNode of(String plan, JsonNode posts) {
        for (JsonNode post : posts) {
            if (post.get("plan").asText().equals(plan)) {
                return post;
            }
        }
        return null;
    }

    @Test
    void remarksThatThereIsNoPlan() throws Exception {
        String sender = hub.sender();
        withdrawPlans("762", sender);

        JsonNode receipt = hub.send(sender, AReport.read(REPORT_ON_762).with("avsendersReferanse", "uten-plan").json());

        assertThat(receipt.has("planMotRapport")).isFalse();
        assertThat(codes(receipt)).contains("PLN-001");
    }

    /** Other tests share the hub and have handed in plans. */
    private void withdrawPlans(String chapter, String sender) throws Exception {
        var plans = ledger.sql("""
                        select reference, organisation from submission where report_type = 'disposisjonsplan'
                            and chapter = ? and version > 0 and replaced_by is null""")
                .param(chapter)
                .query((row, n) -> AWithdrawal.of(row.getString(1), row.getString(2)))
                .list();
        for (String withdrawal : plans) {
            assertThat(outcome(hub.send(sender, withdrawal))).isEqualTo("GODKJENT");
        }
    }
}
