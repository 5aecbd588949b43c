package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Metrics, alerts and dashboards speak of the same things, and nowhere of persons. */
@OddHubTest
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTest {

    private static final Path CONFIG = Path.of("config/observability");
    private static final Pattern METRIC = Pattern.compile("rapportmottak_[a-z_]+");
    private static final Pattern RUNBOOK = Pattern.compile("operations\\.md#([a-z-]+)");

    @Autowired
    Hub hub;

    @Autowired
    Faults faults;

    @LocalManagementPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "dashboard-flow.json", "dashboard-senders.json"})
    void namesOnlyMetricsThatAHubHas(String file) throws Exception {
        hub.send(hub.sender(), AReport.ofItsOwn().json());
        hub.send(hub.sender(), "no report at all");
        Set<String> named = matches(METRIC, Files.readString(CONFIG.resolve(file)));

        assertThat(named).isNotEmpty();
        soon("the metrics of " + file).untilAsserted(() -> assertThat(matches(METRIC, scrape())).containsAll(named));
    }

    @Test
    void countsWhatHappenedToEachSubmission() throws Exception {
        String sender = hub.sender();
        hub.send(sender, AReport.ofItsOwn().json());
        hub.send(sender, AReport.ofItsOwn().json());
        hub.send(sender, "no report at all");

        soon("counters").untilAsserted(() -> assertThat(scrape())
                .containsPattern("rapportmottak_sender_submissions_total\\{accepted=\"true\",sender=\"" + sender + "\"\\} 2\\.0")
                .containsPattern("rapportmottak_sender_submissions_total\\{accepted=\"false\",sender=\"" + sender + "\"\\} 1\\.0"));
    }

    @Test
    void hasARunbookForEachAlert() throws Exception {
        Set<String> named = matches(RUNBOOK, Files.readString(CONFIG.resolve("alerts.yml")));

        assertThat(Files.readAllLines(Path.of("src/docs/operations.md")))
                .containsAll(named.stream().map(anchor -> "### " + anchor.replaceFirst(".*#", "")).toList());
    }

    @Test
    void hasAnAlertForEachThingThatIsWatched() throws Exception {
        String alerts = Files.readString(CONFIG.resolve("alerts.yml"));
        Set<String> watched = matches(Pattern.compile("rapportmottak_alarm\\{alarm=\"[a-z-]+\"\\}"), scrape());

        assertThat(watched).hasSizeGreaterThan(10).allSatisfy(series -> assertThat(alerts).contains(series));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yml", "test rules alerts-test.yml"})
    void hasAlertsThatFireAndAreSilent(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments.split(" ")));
        Process promtool = start(command);
        assumeTrue(promtool != null, "promtool is not installed here (Debian: prometheus)");
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).directory(CONFIG.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void tellsNothingOfPersons(CapturedOutput log) throws Exception {
        String sender = hub.sender();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        Appender<ILoggingEvent> appender = asJson(json);
        List<String> names = new ArrayList<>();
        for (String document : Planted.documents()) {
            names.add(Planted.fileName());
            hub.upload(sender, names.get(names.size() - 1), document.getBytes(StandardCharsets.UTF_8));
        }
        faults.atStep("compose", sender, new IllegalStateException("a fault of ours"));
        names.forEach(name -> hub.result(sender, name));
        hub.settle();
        root().detachAppender(appender);

        soon("counters").until(() -> scrape().contains("sender=\"" + sender + "\""));
        assertThat(json.toString(StandardCharsets.UTF_8)).contains("\"message\":\"", sender).doesNotContain(Planted.NOWHERE);
        assertThat(log.getAll()).contains(sender).doesNotContain(Planted.NOWHERE);
        assertThat(scrape()).doesNotContain(Planted.NOWHERE);
        assertThat(get("/observe/health")).doesNotContain(Planted.NOWHERE);
    }

    /** All that is logged from now on, in the other form that it may have. */
    private static Appender<ILoggingEvent> asJson(OutputStream out) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(root().getLoggerContext());
        encoder.setFormat("ecs");
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(root().getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        root().addAppender(appender);
        return appender;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private String scrape() throws Exception {
        return get("/observe/metrics");
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> all = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group());
        }
        return all;
    }
}
