package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.rapportmottak.process.Ports;
import no.rapportmottak.watch.Alarm;
import no.rapportmottak.watch.Alarms;
import no.rapportmottak.watch.Watch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The same hub with its ledger in PostgreSQL, by one property; what the watch says of that and of
 * those who read the queues, what it tells a collector of traces, and how much it measures of many senders.
 */
@HubTest
@DirtiesContext
@AutoConfigureObservability(tracing = false)
@TestPropertySource(properties = {
    "rapportmottak.watch.pause=${watch.pause:200ms}",
    "rapportmottak.watch.late=${watch.late:6s}",
    "rapportmottak.watch.answer=${watch.answer:3s}",
    "rapportmottak.watch.consumer=${watch.consumer:2s}",
})
@ContextConfiguration(initializers = PostgresTest.OnPostgres.class)
class PostgresTest {

    static final class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final Path DATA = Path.of("target/hub-on-postgres/data").toAbsolutePath();
        private static final Path DATABASE = Path.of("target/hub-on-postgres/database").toAbsolutePath();
        private static final int PORT = Ports.one();

        static EmbeddedPostgres postgres;

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Surroundings.put(context, Surroundings.empty(DATA), Map.of("rapportmottak.broker.port", Ports.one()));
            Surroundings.empty(DATABASE);
            start();
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(
                    "postgres", Map.of("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"))));
        }

        /** With what it had. */
        static void start() {
            try {
                postgres = EmbeddedPostgres.builder().setPort(PORT).setDataDirectory(DATABASE).setCleanDataDirectory(false).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Autowired
    Hub hub;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Queues queues;

    @Autowired
    Alarms alarms;

    @Autowired
    HubClock clock;

    @Autowired
    Watch watch;

    @LocalManagementPort
    int management;

    private static ACollector collector;

    @DynamicPropertySource
    static void aCollector(DynamicPropertyRegistry settings) throws IOException {
        collector = new ACollector();
        settings.add("OTEL_EXPORTER_OTLP_ENDPOINT", collector::address);
    }

    @AfterAll
    static void stop() throws IOException {
        collector.close();
        OnPostgres.postgres.close();
    }

    @Test
    void decidesDuplicatesVersionsAndRejections() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();

        JsonNode first = hub.send(sender, report.json());
        JsonNode repeated = hub.send(sender, report.json());
        JsonNode nameless = hub.send(sender, report.corrected().json());
        JsonNode replacing = hub.send(sender, report.corrected().replacing(reference(first)).json());
        JsonNode unreadable = hub.send(sender, "neither XML nor JSON");
        hub.settle();

        assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL 17");
        assertThat(outcome(first)).isEqualTo("GODKJENT");
        assertThat(outcome(repeated)).isEqualTo("DUPLIKAT");
        assertThat(codes(nameless)).containsExactly("KOR-001");
        assertThat(outcome(replacing)).isEqualTo("GODKJENT");
        assertThat(codes(unreadable)).containsExactly("MOT-010");
        assertThat(hub.archived(reference(replacing))).isPresent();
    }

    @Test
    void namesTheLedgerAloneWhileTheDatabaseIsGone() throws Exception {
        awaitAlarms(List.of());
        Instant before = clock.instant();
        OnPostgres.postgres.close();

        awaitAlarms(List.of("ledger"));
        assertThat(watch.standing("ledger").grave()).isNotEmpty();
        assertThat(watch.standing("checker").waitsFor()).isEqualTo("ledger");
        soon("no other alarm").during(Duration.ofSeconds(7)).until(this::active, List.of("ledger")::equals);

        OnPostgres.start();
        awaitAlarms(List.of());
        assertThat(outcome(hub.send(hub.sender(), AReport.ofItsOwn().json()))).isEqualTo("GODKJENT");
        soon("alarms").during(Duration.ofSeconds(1)).until(() -> jdbc.sql("select id from alarm where since >= ?")
                .param(before.atOffset(ZoneOffset.UTC)).query(String.class).list(), List.of("ledger")::equals);
    }

    @Test
    void tellsACollectorOneTraceFromTheClaimToTheMessageWhenItIsThere() throws Exception {
        collector.isAway = true;
        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().json());
        String traceparent = (String) queues.message(Queues.REPORTS, reference(receipt)).properties().get("traceparent");
        String trace = traceparent.split("-")[1];
        assertThat(collector.spans(trace)).isEmpty();

        collector.isAway = false;

        soon("trace").until(() -> collector.spans(trace).stream().map(ACollector.Span::name).toList(), names -> names
                .containsAll(List.of("innsending", "mottatt", "GODKJENT", "KVITTERING", "ARKIV", "KOE")));
        Map<String, ACollector.Span> spans = collector.spans(trace).stream()
                .collect(Collectors.toMap(ACollector.Span::id, Function.identity(), (one, same) -> one));
        ACollector.Span message = spans.get(traceparent.split("-")[2]);
        assertThat(message.name()).isEqualTo("KOE");
        assertThat(message.attributes()).containsEntry("rapportmottak.mottaker", Queues.REPORTS).containsEntry("rapportmottak.forsoek", "1");
        ACollector.Span whole = spans.get(message.parent());
        assertThat(whole.name()).isEqualTo("innsending");
        assertThat(whole.attributes()).containsEntry("rapportmottak.utfall", "GODKJENT").containsEntry("rapportmottak.kanal", "SFTP");
        assertThat(spans.values()).filteredOn(span -> !span.parent().isEmpty()).extracting(ACollector.Span::parent).containsOnly(whole.id());
        assertThat(spans.values()).allMatch(span -> span.began() <= span.ended());
    }

    @Test
    void namesAConsumerThatHangs() throws Exception {
        hub.send(hub.sender(), AReport.ofItsOwn().json());
        try (JMSContext hanging = queues.connect(); JMSConsumer consumer = hanging.createConsumer(hanging.createQueue(Queues.REPORTS))) {
            Message message = consumer.receive(10_000);

            awaitAlarms(List.of("consumer:" + Queues.REPORTS));
            assertThat(watch.standing("consumer").slight()).singleElement().asString().contains("acknowledges none");
            message.acknowledge();
        }
        awaitAlarms(List.of());
    }

    @Test
    void namesAConsumerThatGivesAMessageUp() throws Exception {
        hub.send(hub.sender(), AReport.ofItsOwn().json());
        try (JMSContext refusing = queues.connect(); JMSConsumer consumer = refusing.createConsumer(refusing.createQueue(Queues.REPORTS))) {
            Message message = consumer.receive(10_000);
            message.setIntProperty("JMS_AMQP_ACK_TYPE", 2);
            message.acknowledge();
        }

        awaitAlarms(List.of("consumer:" + Queues.REPORTS + "-refused"));

        try (JMSContext operator = queues.asOperator().connect();
                JMSConsumer consumer = operator.createConsumer(operator.createQueue(Queues.REPORTS + ".dlq"))) {
            consumer.receive(10_000).acknowledge();
        }
        awaitAlarms(List.of());
    }

    @Test
    void staysWithinItsSeriesWithManySenders() throws Exception {
        String reference = reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        hub.settle();
        for (String outcome : List.of("GODKJENT", "AVVIST")) {
            haveDecided(reference, outcome);
        }

        soon("counters").atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ofSenders(scrape())).anyMatch(line ->
                line.contains("sender=\"andre\"") && Double.parseDouble(line.replaceFirst(".* ", "")) >= 299));
        List<String> series = scrape().lines().filter(line -> !line.startsWith("#")).toList();
        // 200 senders have two series each, and one more that stands for all the others
        assertThat(ofSenders(scrape())).hasSizeLessThanOrEqualTo(2 * 201);
        assertThat(series).hasSizeLessThan(2000);
        assertThat(series).noneMatch(line -> line.contains(reference));
        jdbc.sql("delete from submission where sender like 'en-av-mange-%'").update();
        awaitAlarms(List.of());
    }

    private static List<String> ofSenders(String scrape) {
        return scrape.lines().filter(line -> line.startsWith("rapportmottak_sender_submissions_total")).toList();
    }

    /** As if 500 senders had handed in what one has, with that outcome: rows of the ledger that share its original. */
    private void haveDecided(String reference, String outcome) {
        String copy = "substring(s.reference, 1, 23) || '-" + (outcome.equals("AVVIST") ? "f" : "e") + "' || lpad(x::text, 11, '0')";
        jdbc.sql("""
                        insert into submission (reference, sender, channel, file_name, received, sha256, size, original_path,
                            outcome, handled, report_type)
                        select %s, 'en-av-mange-' || x, channel, file_name, received, sha256, size, original_path, ?, handled,
                            report_type from submission s, generate_series(1, 500) x where s.reference = ?""".formatted(copy))
                .params(outcome, reference)
                .update();
        jdbc.sql("""
                        insert into timeline (reference, at, step, node) select %s, s.at, ?, s.node
                        from (select * from timeline where reference = ? order by id limit 1) s, generate_series(1, 500) x"""
                        .formatted(copy))
                .params(outcome, reference)
                .update();
    }

    private String scrape() throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/observe/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitAlarms(List<String> ids) {
        soon("alarms").atMost(Duration.ofSeconds(60)).until(this::active, ids::equals);
    }

    private List<String> active() {
        return alarms.active().stream().map(Alarm::id).toList();
    }
}
