package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.hub.AReport;
import no.rapportmottak.hub.Hub;
import no.rapportmottak.hub.HubTest;
import no.rapportmottak.hub.Queues;
import no.rapportmottak.hub.Queues.Read;
import no.rapportmottak.registry.Routing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Real messages of the running hub are as the description of the queues says. */
@HubTest
class AsyncApiMessagesTest {

    private static final Pattern ORGANISATION = Pattern.compile("organisasjonsnummer(?:>|\": *\")([0-9]{9})");
    private static final Routing ROUTING = Routing.read(Path.of("config/routing.yaml"));

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    private AsyncApi description;
    private Queues operator;

    @BeforeEach
    void prepare() throws IOException {
        description = AsyncApi.read();
        operator = queues.asOperator();
    }

    @AfterEach
    void leave() {
        operator.close();
    }

    static Set<String> types() {
        return new TreeSet<>(ROUTING.types().keySet());
    }

    @ParameterizedTest
    @MethodSource("types")
    void describesTheMessagesOfEachReportType(String type) throws Exception {
        List<Path> samples = validSamples(type);
        String sender = hub.sender(organisations(samples), List.of());
        for (Path sample : samples) {
            JsonNode receipt = hub.send(sender, asAnotherReport(sample));

            assertThat(Hub.outcome(receipt)).as("%s: %s", sample, receipt).startsWith("GODKJENT");
            for (Routing.Queue queue : ROUTING.queues(type)) {
                expectAsDescribed(queue.name(), Hub.reference(receipt));
            }
            expectAsDescribed(Queues.ARCHIVED, Hub.reference(receipt));
        }
    }

    @Test
    void describesALaterVersion() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();
        String first = Hub.reference(hub.send(sender, report.json()));

        String second = Hub.reference(hub.send(sender, report.replacing(first).json()));

        Read message = expectAsDescribed(Queues.REPORTS, second);
        assertThat(message.properties())
                .containsEntry("hendelse", "ERSTATTER")
                .containsEntry("versjon", 2)
                .containsEntry("erstatter", first);
    }

    @Test
    void describesThePackageOfAFileThatCouldNotBeRead() throws Exception {
        String reference = Hub.reference(hub.send(hub.sender(), "Dette er ingen rapport."));

        Read message = expectAsDescribed(Queues.ARCHIVED, reference);

        assertThat(message.body()).contains("\"rapporttype\":null", "\"utfall\":\"AVVIST\"");
        assertThat(message.properties()).doesNotContainKey("rapporttype");
    }

    private Read expectAsDescribed(String queue, String reference) throws IOException {
        Read message = operator.message(queue, reference);
        Map<String, Object> properties = ours(message.properties());
        assertThat(description.wrongProperties(queue, properties)).as("%s %s", queue, properties).isEmpty();
        assertThat(description.properties(queue)).as("described for %s", queue).containsAll(properties.keySet());
        assertThat(description.wrongBody(queue, message.body())).as("%s %s", queue, message.body()).isEmpty();
        return message;
    }

    /** Without those that JMS adds for the reader. */
    private static Map<String, Object> ours(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .filter(property -> !property.getKey().startsWith("JMS"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Path> validSamples(String type) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("schemas", type))) {
            List<Path> samples = files.filter(file -> file.getParent().endsWith("samples/valid"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
            assertThat(samples).as("valid samples of %s", type).isNotEmpty();
            return samples;
        }
    }

    /** Whom the samples report for. */
    private static List<String> organisations(List<Path> samples) throws IOException {
        Set<String> organisations = new TreeSet<>();
        for (Path sample : samples) {
            Matcher number = ORGANISATION.matcher(Files.readString(sample));
            assertThat(number.find()).as("an organisation number in %s", sample).isTrue();
            organisations.add(number.group(1));
        }
        return List.copyOf(organisations);
    }

    /** Another reference of the sender's makes it another report than the one that other tests send. */
    private static String asAnotherReport(Path sample) throws IOException {
        return Files.readString(sample)
                .replaceFirst("(avsendersReferanse(?:>|\": *\")[A-Za-z0-9._-]+)", "$1-asyncapi");
    }
}
