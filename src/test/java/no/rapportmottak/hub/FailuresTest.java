package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.rapportmottak.ledger.KeyReminder;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.submission.Reference;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a step ends that has no result, in every route: it is tried again, or parked and no good receipt follows. */
@OddHubTest
class FailuresTest {

    /** They begin by themselves; the others are given work. */
    private static final List<String> ON_THEIR_OWN = List.of(
            "relay-receipts", "relay-archive", "relay-queues", "relay-webhooks", "relay-mail", "relay-partners", "resume",
            "resume-undecided", "reload", "sender-folders", "chain", "sign-chain", "purge", "remind-of-keys", "remind-of-duties");
    private static final List<String> BEFORE_THE_DECISION = List.of("handle", "check");
    private static final List<String> DELIVERIES =
            List.of("deliver-receipts", "deliver-to-archive", "deliver-to-queue", "compose-xml");
    /** Proven with real receivers that are away, refuse or trickle, in the tests of webhooks, mail and partners. */
    private static final List<String> NOTIFICATION = List.of(
            "webhook-lane", "deliver-webhooks", "deliver-mail", "partner-lane", "deliver-partners");
    private static final List<String> RECEPTION = List.of("receive-drop", "receive");

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @Autowired
    Reminders reminders;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Faults faults;

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Autowired
    Outbox outbox;

    @Autowired
    Timeline timeline;

    private record Sent(String route, String sender, String name, Exception cause) {}

    @Test
    void areProvenForEveryRoute() {
        List<String> proven = new ArrayList<>(ON_THEIR_OWN);
        proven.addAll(BEFORE_THE_DECISION);
        proven.addAll(DELIVERIES);
        proven.addAll(NOTIFICATION);
        proven.addAll(RECEPTION);
        proven.add("remind");

        assertThat(camel.getRoutes().stream().map(Route::getRouteId)).containsExactlyInAnyOrderElementsOf(proven);
    }

    @Test
    void leaveARouteThatBeginsByItselfRunning() throws Exception {
        Map<String, Exception> away = new LinkedHashMap<>();
        Map<String, Exception> ours = new LinkedHashMap<>();
        for (String route : ON_THEIR_OWN) {
            away.put(route, new IOException("away in " + route));
            ours.put(route, new IllegalStateException("a fault of ours in " + route));
            faults.inRoute(route, away.get(route));
            faults.inRoute(route, ours.get(route));
            beginAgain(route);
        }

        for (String route : ON_THEIR_OWN) {
            soon("tried again: " + route).until(() -> "tryAgain".equals(faults.endingOf(away.get(route))));
            beginAgain(route);
            soon("parked: " + route).until(() -> "park".equals(faults.endingOf(ours.get(route))));
        }
        assertThat(outcome(hub.send(hub.sender(), AReport.ofItsOwn().json()))).isEqualTo("GODKJENT");
    }

    /** Without waiting for its next turn. */
    private void beginAgain(String route) throws Exception {
        camel.getRouteController().stopRoute(route);
        camel.getRouteController().startRoute(route);
    }

    @Test
    void tryAgainWhatOnlyHadToWait() throws Exception {
        List<Sent> all = new ArrayList<>();
        for (String route : all(RECEPTION, BEFORE_THE_DECISION, DELIVERIES)) {
            all.add(send(route, new IOException("away in " + route)));
        }

        for (Sent sent : all) {
            assertThat(outcome(hub.result(sent.sender(), sent.name()))).as(sent.route()).isEqualTo("GODKJENT");
        }
        hub.settle();
        for (Sent sent : all) {
            assertThat(faults.endingOf(sent.cause())).as(sent.route()).isEqualTo("tryAgain");
            String reference = reference(hub.result(sent.sender(), sent.name()));
            assertThat(hub.receiptNames(sent.sender(), sent.name())).as(sent.route()).hasSize(5);
            assertThat(hub.archived(reference)).as(sent.route()).isPresent();
            assertThat(queues.messages(Queues.REPORTS, "referanse = '" + reference + "'")).as(sent.route()).hasSize(1);
            assertThat(queues.messages(OddSurroundings.XML_QUEUE, "referanse = '" + reference + "'"))
                    .as(sent.route()).hasSize(1);
        }
    }

    @Test
    void takeUpAgainAClaimThatWasParked() throws Exception {
        List<Sent> all = new ArrayList<>();
        for (String route : RECEPTION) {
            all.add(send(route, new IllegalStateException("a fault of ours in " + route)));
        }

        for (Sent sent : all) {
            assertThat(outcome(hub.result(sent.sender(), sent.name()))).as(sent.route()).isEqualTo("GODKJENT");
            assertThat(faults.endingOf(sent.cause())).as(sent.route()).isEqualTo("park");
        }
    }

    @Test
    void quarantineASubmissionThatCannotBeChecked() throws Exception {
        List<Sent> all = new ArrayList<>();
        for (String route : BEFORE_THE_DECISION) {
            all.add(send(route, new IllegalStateException("a fault of ours in " + route)));
        }
        for (String step : List.of("identify", "parse", "check-schema", "apply-rules", "authorise", "conclude", "scan", "decide")) {
            all.add(sendFailingAt(step, new IllegalStateException("a fault of ours at " + step)));
        }

        for (Sent sent : all) {
            JsonNode receipt = hub.result(sent.sender(), sent.name());
            assertThat(outcome(receipt)).as(sent.route()).isEqualTo("KARANTENE");
            assertThat(codes(receipt)).containsExactly("MOT-901");
            assertThat(faults.endingOf(sent.cause())).isEqualTo("park");
        }
        hub.settle();
        for (Sent sent : all) {
            List<JsonNode> results = hub.receipts(sent.sender(), sent.name(), ".resultat.json");
            assertThat(results).as("no good receipt after it: %s", sent.route()).hasSize(1);
            assertThat(hub.archived(reference(results.get(0)))).isEmpty();
            assertThat(queues.messages(Queues.REPORTS, "avsender = '" + sent.sender() + "'")).isEmpty();
        }
    }

    @Test
    void checkBytesThatWereQuarantinedAsNew() throws Exception {
        String sender = hub.sender();
        String document = AReport.ofItsOwn().json();
        faults.atStep("parse", sender, new IllegalStateException("a fault of ours"));
        assertThat(outcome(hub.send(sender, document))).isEqualTo("KARANTENE");

        assertThat(outcome(hub.send(sender, document))).isEqualTo("GODKJENT");
    }

    @Test
    void parkADeliveryAndNoneBesideIt() throws Exception {
        long dead = outbox.count("DOED");
        List<Sent> all = new ArrayList<>();
        for (String step : List.of("pack", "compose", "send")) {
            all.add(sendFailingAt(step, new IllegalStateException("a fault of ours at " + step)));
        }
        all.add(send("compose-xml", new JsonMappingException(null, "no class for the canonical form")));

        for (Sent sent : all) {
            JsonNode receipt = hub.result(sent.sender(), sent.name());
            assertThat(outcome(receipt)).as(sent.route()).isEqualTo("GODKJENT");
            soon("parked: " + sent.route()).until(() -> "park".equals(faults.endingOf(sent.cause())));
        }
        hub.settle();
        assertThat(outbox.count("DOED")).isEqualTo(dead + all.size());
        for (Sent sent : all) {
            assertThat(steps(sent)).as(sent.route()).contains("parkert");
        }
    }

    @Test
    void parkAReceiptThatCannotBeWritten() throws Exception {
        String sender = hub.sender();
        IllegalStateException cause = new IllegalStateException("a fault of ours");
        faults.inRoute("deliver-receipts", sender, cause);
        String name = Hub.newName();

        hub.drop(sender, name, AReport.ofItsOwn().json().getBytes(StandardCharsets.UTF_8));

        soon("parked").until(() -> "park".equals(faults.endingOf(cause)));
        hub.settle();
        assertThat(hub.receiptNames(sender, name)).noneMatch(receipt -> receipt.endsWith(".mottak.json"));
    }

    @Test
    void leaveAReminderForLater() throws Exception {
        KeyReminder reminder = new KeyReminder(hub.sender(), "SHA256:abc", Instant.parse("2099-01-01T00:00:00Z"), 7);
        Map<Exception, String> endings = Map.of(new IOException("away"), "tryAgain", new IllegalStateException("ours"), "park");
        for (Exception cause : endings.keySet()) {
            faults.inRoute("remind", cause);
            template.sendBody("direct:remind", reminder);
            assertThat(faults.endingOf(cause)).isEqualTo(endings.get(cause));
        }
        assertThat(reminders.isDue(reminder)).isTrue();

        template.sendBody("direct:remind", reminder);

        assertThat(jdbc.sql("select attempts, sent from reminder where sender = ?").param(reminder.sender()).query().listOfRows())
                .as("a sender without an address: tried, not sent").containsExactly(tried(1));
    }

    private static Map<String, Object> tried(int attempts) {
        Map<String, Object> row = new HashMap<>();
        row.put("attempts", attempts);
        row.put("sent", null);
        return row;
    }

    private Sent send(String route, Exception cause) throws Exception {
        String sender = hub.sender();
        if (route.equals("receive-drop")) {
            faults.inRoute(route, cause);
        } else {
            faults.inRoute(route, sender, cause);
        }
        return handIn(route, sender, cause);
    }

    private Sent sendFailingAt(String step, Exception cause) throws Exception {
        String sender = hub.sender();
        faults.atStep(step, sender, cause);
        return handIn(step, sender, cause);
    }

    private Sent handIn(String what, String sender, Exception cause) throws Exception {
        String name = Hub.newName();
        hub.drop(sender, name, AReport.ofItsOwn().json().getBytes(StandardCharsets.UTF_8));
        return new Sent(what, sender, name, cause);
    }

    @SafeVarargs
    private static List<String> all(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    private List<String> steps(Sent sent) {
        String reference = reference(hub.result(sent.sender(), sent.name()));
        return timeline.of(new Reference(reference)).stream().map(Timeline.Entry::step).toList();
    }
}
