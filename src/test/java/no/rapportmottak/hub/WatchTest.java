package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.SenderKey;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Quarantine;
import no.rapportmottak.watch.Alarm;
import no.rapportmottak.watch.Alarms;
import org.apache.camel.CamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Faults are put into a running hub: each is named by health and by one alarm, and both are over when it is mended. */
@OddHubTest
class WatchTest {

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Autowired
    ABroker broker;

    @Autowired
    CamelContext camel;

    @Autowired
    SftpServer sftp;

    @Autowired
    DataSource ledger;

    @Autowired
    HubClock clock;

    @Autowired
    Senders senders;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Ledger submissions;

    @Autowired
    Custody custody;

    @Autowired
    Quarantine quarantine;

    @Autowired
    FreeSpace space;

    @Autowired
    Faults faults;

    @Autowired
    Alarms alarms;

    @LocalManagementPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void namesTheBrokerAloneWhenItIsAway() throws Exception {
        Instant before = clock.instant();
        queues.close();
        broker.goAway();
        hub.send(hub.sender(), AReport.ofItsOwn().json());

        awaitAlarm("broker");
        awaitLine("broker", "DOWN");
        awaitLine("relay-queues", "UNKNOWN");
        assertThat(raisedSince(before)).containsExactly("broker");
        assertThat(status("/observe/health/readiness")).isEqualTo(200);
        assertThat(status("/observe/health/liveness")).isEqualTo(200);

        broker.comeBack();
        awaitOver("broker");
        hub.settle();
        slowly("what is told").until(() -> told("broker", before), List.of("AKTIV", "LOEST")::equals);
    }

    @ParameterizedTest
    @CsvSource({
        "relay-receipts, relay-receipts",
        "relay-archive, relay-archive",
        "relay-queues, relay-queues",
        "relay-webhooks, relay-webhooks",
        "relay-mail, relay-mail",
        "relay-partners, relay-partners",
        "handle, checker",
        "receive-drop, intake-folder",
    })
    void namesARouteThatIsStopped(String route, String line) throws Exception {
        Instant before = clock.instant();
        camel.getRouteController().stopRoute(route);

        awaitAlarm(line);
        awaitLine(line, "DOWN");
        assertThat(raisedSince(before)).containsExactly(line);

        camel.getRouteController().startRoute(route);
        awaitOver(line);
        awaitLine(line, "UP");
    }

    @Test
    void isNotReadyWithoutTheWayInBySftp() throws Exception {
        sftp.stop();

        awaitAlarm("intake-sftp");
        slowly("readiness").until(() -> status("/observe/health/readiness") == 503);
        assertThat(status("/observe/health/liveness")).isEqualTo(200);

        sftp.start();
        awaitOver("intake-sftp");
        slowly("readiness").until(() -> status("/observe/health/readiness") == 200);
    }

    @Test
    void warnsOfADiskThatFillsAndIsNotReadyWhenItIsFull() throws Exception {
        space.set(1_000_000_000L);
        awaitAlarm("disk");
        awaitLine("disk", "WARNING");
        assertThat(status("/observe/health/readiness")).isEqualTo(200);

        space.set(1000L);
        awaitLine("disk", "DOWN");
        assertThat(status("/observe/health/readiness")).isEqualTo(503);

        space.set(Long.MAX_VALUE);
        awaitOver("disk");
    }

    @Test
    void namesTheLedgerAloneWhenNobodyCanGetAtIt() throws Exception {
        Instant before = clock.instant();
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                taken.add(ledger.getConnection());
            }
            awaitAlarm("ledger");
            slowly("readiness").until(() -> status("/observe/health/readiness") == 503);
            awaitLine("checker", "UNKNOWN");
            assertThat(raisedSince(before)).containsExactly("ledger");
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        awaitOver("ledger");
        slowly("what is told").until(() -> told("ledger", before), List.of("AKTIV", "LOEST")::equals);
    }

    @Test
    void namesASubmissionThatNobodyDecides() throws Exception {
        Instant before = clock.instant();
        String sender = hub.sender();
        for (int attempt = 0; attempt < 20; attempt++) {
            faults.atStep("decide", sender, new IOException("away"));
        }
        hub.upload(sender, "stuck.json", AReport.ofItsOwn().json().getBytes());

        awaitAlarm("checker");
        awaitLine("checker", "DOWN");
        assertThat(raisedSince(before)).containsExactly("checker");

        faults.disarm();
        hub.result(sender, "stuck.json");
        awaitOver("checker");
    }

    @Test
    void namesWhatEndsOneProcessAfterTheOther() throws Exception {
        emptyQuarantine();
        Instant before = clock.instant();
        String sender = hub.sender();
        IOException interrupted = new IOException("interrupted");
        camel.getRouteController().stopRoute("resume-undecided");
        faults.atStep("decide", sender, interrupted);
        hub.upload(sender, "poison.json", AReport.ofItsOwn().json().getBytes());
        slowly("interruption").until(() -> "tryAgain".equals(faults.endingOf(interrupted)));
        haveEndedProcesses(sender, 5);
        camel.getRouteController().startRoute("resume-undecided");

        assertThat(Hub.outcome(hub.result(sender, "poison.json"))).isEqualTo("KARANTENE");
        awaitAlarm("state-age:KARANTENE");
        awaitLine("state-age", "WARNING");
        assertThat(raised(before).filter(id -> !id.startsWith("state-age:DOED"))).containsExactly("state-age:KARANTENE");

        emptyQuarantine();
        awaitOver("state-age:KARANTENE");
    }

    /** As so many processes leave it that were gone while they had it in hand. */
    private void haveEndedProcesses(String sender, int processes) {
        String reference = jdbc.sql("select reference from submission where sender = ?").param(sender).query(String.class).single();
        for (int i = 0; i < processes; i++) {
            jdbc.sql("insert into timeline (reference, at, step) values (?, ?, 'tatt opp igjen')")
                    .params(reference, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
        jdbc.sql("update submission set owner = 'gone' where reference = ?").param(reference).update();
    }

    private void emptyQuarantine() {
        hub.settle();
        for (Custody.Held held : custody.all(1000)) {
            Submission submission = submissions.find(held.reference()).orElseThrow();
            custody.reject(quarantine.reject(submission, "tested"), new Act("test", "tested"));
        }
        awaitOver("state-age:KARANTENE");
    }

    @Test
    void namesAFileThatIsMissing() throws Exception {
        Instant before = clock.instant();
        String reference = Hub.reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        hub.settle();
        Path original = hub.data().resolve("originals").resolve(jdbc.sql("select original_path from submission where reference = ?")
                .param(reference).query(String.class).single());
        Path elsewhere = Files.move(original, original.resolveSibling(".elsewhere"));

        awaitAlarm("conservation:" + reference);
        awaitLine("conservation", "DOWN");
        assertThat(raisedSince(before)).containsExactly("conservation:" + reference);

        Files.move(elsewhere, original);
        awaitOver("conservation:" + reference);
        awaitLine("conservation", "UP");
    }

    @Test
    void noticesThatTheClockJumps() throws Exception {
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        hub.at(tomorrow, () -> {
            awaitAlarm("clock");
            slowly("no other alarm").during(Duration.ofSeconds(1)).until(() -> raisedSince(tomorrow).isEmpty());
        });

        awaitLine("clock", "WARNING");
    }

    @Test
    void tellsOfAMistakeInTheSendersUntilItIsMended() throws Exception {
        Path file = hub.data().resolveSibling("home/config/senders.yaml");
        String good = Files.readString(file);
        Files.writeString(file, "senders: [{id: UPPER CASE}]");

        awaitAlarm("configuration:senders.yaml");
        awaitLine("configuration", "WARNING");

        Files.writeString(file, good);
        awaitOver("configuration:senders.yaml");
    }

    @Test
    void tellsInTimeThatTheLastKeyOfASenderEnds() {
        senders.add(withKeyUntil(clock.instant().plus(Duration.ofDays(29))));
        awaitAlarm("configuration:utgaar");

        senders.add(withKeyUntil(clock.instant().plus(Duration.ofDays(60))));
        awaitOver("configuration:utgaar");
        senders.add(withKeyUntil(null));
    }

    private static Sender withKeyUntil(Instant end) {
        return new Sender("utgaar", "999263550", "Utgår", "KOMMUNE", "nb", List.of(), List.of(),
                List.of(new SenderKey("ssh-ed25519 AAAA", null, null, end)), null, true, List.of(), Sender.Limits.NONE, false);
    }

    private void awaitAlarm(String id) {
        slowly("alarm " + id).until(() -> alarms.active().stream().map(Alarm::id).anyMatch(id::equals));
    }

    private void awaitOver(String id) {
        slowly("end of alarm " + id).until(() -> alarms.active().stream().map(Alarm::id).noneMatch(id::equals));
    }

    private void awaitLine(String line, String status) {
        slowly(line + " " + status).until(() -> health().at("/components/" + line + "/status").asText(), status::equals);
    }

    /** Others leave quarantine and dead letters behind in the hub that they share with this, which come of age here. */
    private List<String> raisedSince(Instant time) {
        return raised(time).filter(id -> !id.startsWith("state-age:")).toList();
    }

    /** A clock that was put ahead for a while leaves its alarm in a later time. */
    private Stream<String> raised(Instant time) {
        return alarms.active().stream()
                .filter(alarm -> !alarm.since().isBefore(time))
                .map(Alarm::id)
                .filter(id -> !id.equals("clock"));
    }

    private List<String> told(String alarm, Instant since) {
        return queues.messages("rapportmottak.varsel", null).stream()
                .map(message -> read(message.body()))
                .filter(body -> body.get("alarm").asText().equals(alarm))
                .filter(body -> !Instant.parse(body.get("siden").asText()).isBefore(since))
                .map(body -> body.get("tilstand").asText())
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return Hub.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode health() throws Exception {
        return Hub.JSON.readTree(get("/observe/health").body());
    }

    private int status(String path) throws Exception {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static ConditionFactory slowly(String what) {
        return soon(what).pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(60));
    }
}
