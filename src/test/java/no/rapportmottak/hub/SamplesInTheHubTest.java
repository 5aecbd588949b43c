package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.Rapportmottak;
import no.rapportmottak.hub.Queues.Read;
import no.rapportmottak.operations.CommandLine;
import no.rapportmottak.registry.Routing;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every sample ends the same by folder, by SFTP and off-line, and has the consequences of how it ends. */
@HubTest
class SamplesInTheHubTest {

    /** The oldest samples are of budget year 2014. */
    private static final Instant BEFORE_EVERY_DEADLINE = Instant.parse("2014-01-15T10:00:00Z");

    /** There are hundreds, handed in at once to a machine that may have other work. */
    private static final Duration FOR_ALL_OF_THEM = Duration.ofMinutes(3);

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void endAsExpectedByFolder() throws Exception {
        hub.at(BEFORE_EVERY_DEADLINE, this::byFolder);
    }

    private void byFolder() throws Exception {
        String sender = hub.sender();
        for (Sample sample : Sample.all()) {
            hub.drop(sender, sample.name(), sample.bytes());
        }

        Map<Sample, JsonNode> results = results(sender);

        assertExpected(results);
        assertReceipts(sender, results);
        assertConsequences(sender, results);
    }

    @Test
    void endAsExpectedBySftp() throws Exception {
        hub.at(BEFORE_EVERY_DEADLINE, this::bySftp);
    }

    private void bySftp() throws Exception {
        String sender = hub.sender();
        for (Sample sample : Sample.all()) {
            hub.upload(sender, sample.name(), sample.accepted() ? sample.asAnotherReport() : sample.bytes());
        }

        Map<Sample, JsonNode> results = results(sender);

        assertExpected(results);
        assertReceipts(sender, results);
        assertConsequences(sender, results);
    }

    @Test
    void endAsExpectedOffLine() throws Exception {
        List<Sample> samples = Sample.all();
        List<String> arguments = new ArrayList<>(List.of("validate", "--format=json"));
        samples.forEach(sample -> arguments.add(sample.file().toString()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        int status = answering(answer, arguments);

        assertThat(status).isEqualTo(1);
        JsonNode receipts = Hub.JSON.readTree(answer.toByteArray());
        Map<Sample, JsonNode> results = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            assertThat(receipts.get(i).get("fil").asText()).isEqualTo(samples.get(i).file().toString());
            results.put(samples.get(i), receipts.get(i));
        }
        assertExpected(results);
    }

    private static int answering(ByteArrayOutputStream answer, List<String> arguments) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(answer, true, StandardCharsets.UTF_8));
        try {
            return CommandLine.run(Rapportmottak.class, arguments.toArray(String[]::new));
        } finally {
            System.setOut(out);
        }
    }

    private Map<Sample, JsonNode> results(String sender) throws Exception {
        List<Sample> samples = Sample.all();
        Hub.soon("a result for each of " + samples.size() + " samples").atMost(FOR_ALL_OF_THEM)
                .until(() -> hub.results(sender) == samples.size());
        Map<Sample, JsonNode> results = new HashMap<>();
        for (Sample sample : samples) {
            results.put(sample, hub.result(sender, sample.name()));
        }
        hub.settle();
        return results;
    }

    private static void assertExpected(Map<Sample, JsonNode> results) {
        SoftAssertions each = new SoftAssertions();
        results.forEach((sample, receipt) -> {
            each.assertThat(outcome(receipt)).as("%s %s", sample, receipt.get("funn")).isEqualTo(sample.outcome());
            each.assertThat(ownCodes(receipt)).as("%s", sample).isEqualTo(sample.codes());
        });
        each.assertAll();
    }

    /** Those that the document alone decides; whether a plan or a report that it refers to is there, others do. */
    private static List<String> ownCodes(JsonNode receipt) {
        return codes(receipt).stream().filter(code -> !code.startsWith("PLN-") && !code.equals("KOR-022")).toList();
    }

    /** Exactly one mottak and one resultat, the latter in three formats that say the same. */
    private void assertReceipts(String sender, Map<Sample, JsonNode> results) throws Exception {
        SoftAssertions each = new SoftAssertions();
        for (Map.Entry<Sample, JsonNode> result : results.entrySet()) {
            String name = result.getKey().name();
            String reference = reference(result.getValue());
            String stem = name + "." + reference + ".";
            each.assertThat(hub.receiptNames(sender, name)).containsExactly(
                    stem + "mottak.json", stem + "resultat.html", stem + "resultat.json", stem + "resultat.json.jws",
                    stem + "resultat.xml");
            each.assertThat(hub.receiptText(sender, stem + "resultat.xml"))
                    .contains(">" + reference + "<", ">" + outcome(result.getValue()) + "<");
            each.assertThat(hub.receiptText(sender, stem + "resultat.html")).contains(reference);
            JsonNode reception = hub.receipts(sender, name, ".mottak.json").get(0);
            each.assertThat(outcome(reception)).isEqualTo("MOTTATT");
            each.assertThat(reception.get("filnavn").asText()).isEqualTo(name);
        }
        each.assertAll();
    }

    /** What the types' queues hold of a sender; whoever operates the hub may look into all of them. */
    private List<String> queued(String sender) {
        try (Queues operator = queues.asOperator()) {
            return Routing.read(Path.of("config/routing.yaml")).allQueues().stream()
                    .filter(queue -> queue.startsWith("hod."))
                    .flatMap(queue -> references(operator, sender, queue).stream())
                    .toList();
        }
    }

    private void assertConsequences(String sender, Map<Sample, JsonNode> results) {
        Set<String> accepted = new HashSet<>();
        Set<String> all = new HashSet<>();
        results.forEach((sample, receipt) -> {
            String reference = reference(receipt);
            String folder = sample.accepted() ? "archive/2014/01/" : "archive/rejected/2014/01/";
            assertThat(hub.archived(reference)).as("%s", sample).contains(folder + reference + ".zip");
            all.add(reference);
            if (sample.accepted()) {
                accepted.add(reference);
            }
        });
        assertThat(queued(sender)).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(references(queues, sender, Queues.ARCHIVED)).containsExactlyInAnyOrderElementsOf(all);
    }

    private static List<String> references(Queues reader, String sender, String queue) {
        List<Read> messages = reader.messages(queue, "avsender = '" + sender + "'");
        return messages.stream().map(message -> (String) message.properties().get("referanse")).toList();
    }
}
