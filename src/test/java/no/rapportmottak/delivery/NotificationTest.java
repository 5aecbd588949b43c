package no.rapportmottak.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import no.rapportmottak.Rapportmottak;
import no.rapportmottak.delivery.ReceiverOfWebhooks.Call;
import no.rapportmottak.duty.DutyReminders;
import no.rapportmottak.hub.HubClock;
import no.rapportmottak.hub.Planted;
import no.rapportmottak.ledger.KeyReminder;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole hub with real receivers: an HTTP server, a socket that trickles and a mail server. */
@SpringBootTest(
        classes = Rapportmottak.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "rapportmottak.sftp.port=0",
            "rapportmottak.broker.port=0",
            "rapportmottak.drop.settle=100ms",
            "rapportmottak.webhooks.deadline=1s",
            "rapportmottak.mail.from=rapport@etat.invalid",
            "rapportmottak.mail.questions-to=tilskudd@etat.invalid",
            "rapportmottak.reminders.before=14d, 3d",
            "rapportmottak.reminders.after=1d",
            "rapportmottak.reminders.at=00:00",
            "management.server.port=0",
            "hooks.old=" + NotificationTest.OLD_SECRET
        })
@Import(NotificationTest.Time.class)
@DirtiesContext
class NotificationTest {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String OLD_SECRET = "whsec_bm90LXRoaXMtb25lLWJ1dC10aGUtb2xkLW9uZQ==";

    /** An organisation that owes a report which is due soon. */
    private static final String OWES = "310000434";
    private static final LocalDate DEADLINE = LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(3);

    /** By the days for which they hold. */
    private static final Map<Long, KeyPair> KEYS = new HashMap<>();

    @TempDir
    static Path home;

    static final HttpsServer STRANGER = stranger();
    static final ReceiverOfWebhooks RECEIVER = new ReceiverOfWebhooks();
    static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    static final ServerSocket TRICKLE = trickle("trickle", 100);
    static final ServerSocket FLOOD = trickle("flood", 0);

    @Autowired
    Ledger ledger;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HubClock clock;

    @Autowired
    Receivers receivers;

    @Autowired
    EndingKeys endingKeys;

    @Autowired
    DutyReminders dutyReminders;

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry properties) throws IOException {
        MAIL.start();
        copy(Path.of("config"), home.resolve("config"));
        Files.writeString(home.resolve("config/endpoints.yaml"), endpoints());
        Files.writeString(home.resolve("config/senders.yaml"), """
                senders:
                """ + sender("solvik", "nb", "each") + sender("nynorsk", "nn", "rejections") + sender("english", "en", "hourly")
                + sender("planted", "nb", "each")
                + sender("noekkel", "nb", "rejections") + key(Duration.ofDays(7).minusHours(5)) + key(Duration.ofDays(31))
                + sender("skyldig", "nn", "daily").replaceAll("reports-for: .*", "reports-for: [\"" + OWES + "\"]"));
        Files.writeString(home.resolve("config/catalogue/2024/deadlines.csv"),
                ",prognoserapport,%s Nordavind,,,,,%s,,,,,avtalen med Nordavind\n".formatted(OWES, DEADLINE), StandardOpenOption.APPEND);
        properties.add("rapportmottak.home", home::toString);
        properties.add("rapportmottak.data", () -> home.resolve("data").toString());
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
    }

    private static String key(Duration left) {
        return (left.toDays() < 7 ? "    public-keys:\n" : "") + "      - {key: '%s', label: Karis maskin, not-after: %s}\n"
                .formatted(PublicKeyEntry.toString(KEYS.computeIfAbsent(left.toDays(), NotificationTest::newKey).getPublic()), Instant.now().plus(left));
    }

    private static KeyPair newKey(long days) {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sender(String id, String language, String mail) {
        return """
                  - id: %s
                    organisation-number: "999263550"
                    name: Solvik kommune
                    language: %s
                    reports-for: ["999263550", "310000124"]
                    contact: { email: kari.%s@solvik.invalid, mail: %s }
                """.formatted(id, language, id, mail);
    }

    private static String endpoints() {
        String local = "http://127.0.0.1:" + RECEIVER.port() + "/";
        StringBuilder yaml = new StringBuilder("webhooks:\n");
        yaml.append("  - {id: all, url: '%sall', secrets: [%s, '${hooks.old}'], types: [tilskuddsrapport], allow-private: true}\n"
                .formatted(local, SECRET));
        yaml.append("  - {id: only-rejected, url: '%sonly-rejected', secrets: [%s], types: [filtered], events: [%s], allow-private: true}\n"
                .formatted(local, SECRET, "no.rapportmottak.innsending.avvist"));
        for (String id : new String[] {"flaky", "busy", "gone", "moved", "gzip", "refusing", "steady", "crowd", "dead"}) {
            yaml.append("  - {id: %s, url: '%s%s', secrets: [%s], types: [%s], allow-private: true}\n"
                    .formatted(id, local, id, SECRET, id));
        }
        yaml.append("  - {id: trickle, url: 'http://127.0.0.1:%d/', secrets: [%s], types: [trickle, crowd], allow-private: true}\n"
                .formatted(TRICKLE.getLocalPort(), SECRET));
        yaml.append("  - {id: flood, url: 'http://127.0.0.1:%d/', secrets: [%s], types: [flood], allow-private: true}\n"
                .formatted(FLOOD.getLocalPort(), SECRET));
        yaml.append("  - {id: stranger, url: 'https://127.0.0.1:%d/', secrets: [%s], types: [stranger], allow-private: true}\n"
                .formatted(STRANGER.getAddress().getPort(), SECRET));
        yaml.append("  - {id: private, url: 'http://localhost:%d/private', secrets: [%s], types: [private]}\n"
                .formatted(RECEIVER.port(), SECRET));
        yaml.append("  - {id: metadata, url: 'http://169.254.169.254/latest', secrets: [%s], types: [metadata], allow-private: true}\n"
                .formatted(SECRET));
        return yaml.toString();
    }

    private static HttpsServer stranger() {
        try {
            Path store = Files.createTempDirectory("stranger").resolve("store.p12");
            new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a",
                    "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-storepass", "changeit",
                    "-keystore", store.toString()).start().waitFor();
            KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, "changeit".toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.start();
            return server;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accepts, and then sends a header of which there is no end. */
    private static ServerSocket trickle(String name, long pauseMillis) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            inBackground(() -> {
                while (!server.isClosed()) {
                    Socket socket = server.accept();
                    RECEIVER.calls(name).add(new Call("", Map.of(), "", Instant.now()));
                    inBackground(() -> drip(socket, pauseMillis));
                }
                return null;
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inBackground(Callable<?> work) {
        Thread thread = new Thread(new FutureTask<>(work), "trickle");
        thread.setDaemon(true);
        thread.start();
    }

    private static Void drip(Socket socket, long pauseMillis) throws IOException, InterruptedException {
        try (socket; OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            while (true) {
                out.write('x');
                Thread.sleep(pauseMillis);
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        RECEIVER.close();
        STRANGER.stop(0);
        MAIL.stop();
        TRICKLE.close();
        FLOOD.close();
    }

    @Test
    void tellsOfAReportThatWasDropped() throws Exception {
        int before = RECEIVER.calls("all").size();
        drop("solvik", "hemmelig-filnavn.json", "valid/tilskuddsrapport-barn-og-unge-brukt-mer-enn-aarets.json");
        drop("nynorsk", "hemmelig-filnavn.xml", "invalid/tilskuddsrapport-sum-budsjett.xml");

        patiently().until(() -> RECEIVER.calls("all").size() == before + 2);
        patiently().until(() -> mails("kari.solvik").size() == 1 && mails("kari.nynorsk").size() == 1);

        List<Call> calls = RECEIVER.calls("all").subList(before, before + 2);
        for (Call call : calls) {
            call.verify(SECRET);
            call.verify(OLD_SECRET);
            assertNothingPersonal(call.body());
        }
        Call rejected = calls.stream().filter(call -> call.body().contains("AVVIST")).findFirst().orElseThrow();
        JsonNode event = new ObjectMapper().readTree(rejected.body());
        assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.get("type").textValue()).isEqualTo("no.rapportmottak.innsending.avvist");
        assertThat(event.get("id").textValue()).isEqualTo(rejected.header("webhook-id"));
        assertThat(event.get("data").get("koder")).isNotEmpty();
        assertThat(rejected.header("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(rejected.headers().keySet()).noneMatch(name -> name.startsWith("Camel") || name.contains("breadcrumb"));

        assertThat(body(mails("kari.nynorsk").get(0))).contains(event.get("subject").textValue())
                .contains("Rapporten er avvist").contains("Talet på funn").contains("mappa kvittering");
        assertThat(body(mails("kari.solvik").get(0))).contains("Rapporten er godkjent").contains("Antall funn");
        for (String sender : new String[] {"kari.solvik", "kari.nynorsk"}) {
            Message mail = mails(sender).get(0);
            assertNothingPersonal(mail.getSubject() + body(mail));
            assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("rapport@etat.invalid");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        }
    }

    @Test
    void tellsNothingOfThePersonsInAReport() throws Exception {
        List<String> documents = Planted.documents();
        Path inn = home.resolve("data/senders/planted/inn");
        await().until(() -> Files.isDirectory(inn));
        for (String document : documents) {
            Path hidden = Files.writeString(inn.resolve(".new"), document);
            Files.move(hidden, inn.resolve(Planted.fileName()));
        }

        patiently().atMost(Duration.ofSeconds(60)).until(() -> mails("kari.planted").size() == documents.size());
        patiently().until(() -> jdbc.sql("select count(*) from outbox o join submission s on s.reference = o.reference"
                + " where s.sender = 'planted' and o.kind = 'WEBHOOK' and o.state = 'VENTER'").query(Integer.class).single() == 0);

        for (MimeMessage mail : mails("kari.planted")) {
            assertThat(mail.getSubject() + body(mail)).doesNotContain(Planted.NOWHERE);
        }
        assertThat(RECEIVER.calls("all")).isNotEmpty().allSatisfy(call ->
                assertThat(call.body() + call.headers()).doesNotContain(Planted.NOWHERE));
    }

    private static void assertNothingPersonal(String text) {
        assertThat(text.toLowerCase()).doesNotContain(
                "solvik", "fjordby", "999263550", "310000124", "kari", "nils", "utkast", "eksempel", "hemmelig",
                "filnavn", "+47");
    }

    @Test
    void tellsOnlyWhatIsAskedFor() {
        decide("filtered", Outcome.KARANTENE);
        decide("filtered", Outcome.DUPLIKAT);
        String rejected = decide("filtered", Outcome.AVVIST);

        patiently().until(() -> states("only-rejected").equals(List.of("LEVERT")));

        assertThat(RECEIVER.calls("only-rejected")).singleElement().satisfies(call -> assertThat(call.body()).contains(rejected));
    }

    @Test
    void triesAgainWithTheSameIdAfterAnError() throws Exception {
        RECEIVER.answers("flaky", 500, 200);
        decide("flaky", Outcome.KARANTENE);

        patiently().until(() -> states("flaky").equals(List.of("LEVERT")));

        List<Call> calls = RECEIVER.calls("flaky");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertThat(calls.get(1).header("webhook-id")).isEqualTo(calls.get(0).header("webhook-id"));
        calls.get(1).verify(SECRET);
    }

    @Test
    void comesLaterWhenAskedTo() {
        RECEIVER.answers("busy", (n, request) -> {
            request.getResponseHeaders().set("Retry-After", "3");
            request.sendResponseHeaders(n == 0 ? 429 : 200, -1);
        });
        decide("busy", Outcome.KARANTENE);
        patiently().until(() -> RECEIVER.calls("busy").size() == 1);
        decide("busy", Outcome.KARANTENE);

        patiently().until(() -> states("busy").equals(List.of("LEVERT", "LEVERT")));

        List<Call> calls = RECEIVER.calls("busy");
        assertThat(calls).hasSize(3);
        assertThat(Duration.between(calls.get(0).at(), calls.get(1).at())).isGreaterThan(Duration.ofMillis(2900));
    }

    @Test
    void leavesAloneWhoIsGone() {
        RECEIVER.answers("gone", 410);
        decide("gone", Outcome.KARANTENE);
        patiently().until(() -> states("gone").equals(List.of("DOED")));
        decide("gone", Outcome.KARANTENE);

        patiently().until(() -> states("gone").equals(List.of("DOED", "DOED")));

        assertThat(RECEIVER.calls("gone")).hasSize(1);
        assertThat(cause("gone")).contains("410");
        assertThat(receivers.troubles()).containsKey("gone");
    }

    @Test
    void followsNoRedirect() {
        RECEIVER.answers("moved", (n, request) -> {
            request.getResponseHeaders().set("Location", "http://127.0.0.1:" + RECEIVER.port() + "/elsewhere");
            request.sendResponseHeaders(307, -1);
        });
        decide("moved", Outcome.KARANTENE);

        patiently().until(() -> states("moved").equals(List.of("DOED")));

        assertThat(RECEIVER.calls("moved")).hasSize(1);
        assertThat(RECEIVER.calls("elsewhere")).isEmpty();
        assertThat(cause("moved")).contains("307");
    }

    @Test
    void readsNoBody() {
        RECEIVER.answers("gzip", (n, request) -> {
            request.getResponseHeaders().set("Content-Encoding", "gzip");
            request.getResponseHeaders().set("Content-Type", "application/x-java-serialized-object");
            request.sendResponseHeaders(200, 0);
            request.getResponseBody().write("neither gzip nor an object".getBytes(UTF_8));
            request.getResponseBody().flush();
            Thread.sleep(3000);
        });
        Instant before = Instant.now();
        decide("gzip", Outcome.KARANTENE);

        patiently().until(() -> states("gzip").equals(List.of("LEVERT")));

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMillis(2500));
    }

    @Test
    void lacksPatienceForATrickle() {
        decide("trickle", Outcome.KARANTENE);

        patiently().until(() -> cause("trickle").contains("no answer within 1000 ms"));

        assertThat(states("trickle")).contains("VENTER");
    }

    @Test
    void keepsNoFloodInMemory() {
        decide("flood", Outcome.KARANTENE);

        patiently().until(() -> cause("flood").contains("Maximum line length limit exceeded"));
    }

    @Test
    void keepsASlowReceiverFromDelayingAnother() {
        for (int i = 0; i < 60; i++) {
            decide("crowd", Outcome.KARANTENE);
        }
        decide("steady", Outcome.KARANTENE);

        patiently().until(() -> states("steady").equals(List.of("LEVERT")));
        patiently().until(() -> RECEIVER.calls("crowd").size() == 60);

        assertThat(RECEIVER.calls("trickle").size()).isLessThan(15);
    }

    @Test
    void givesUpAfterThreeDays() {
        RECEIVER.answers("dead", 503);
        String reference = decide("dead", Outcome.KARANTENE);
        jdbc.sql("update outbox set created = ? where reference = ?")
                .params(Instant.now().minus(Duration.ofDays(4)).atOffset(ZoneOffset.UTC), reference).update();

        patiently().until(() -> states("dead").equals(List.of("DOED")));

        assertThat(cause("dead")).contains("503");
    }

    @Test
    void bearsARefusalForAWhile() {
        RECEIVER.answers("refusing", 404, 204);
        decide("refusing", Outcome.KARANTENE);

        patiently().until(() -> states("refusing").equals(List.of("LEVERT")));
    }

    @Test
    void tellsNothingToAStrangerWithACertificateOfItsOwn() {
        decide("stranger", Outcome.KARANTENE);

        patiently().until(() -> cause("stranger").contains("unable to find valid certification path"));

        assertThat(states("stranger")).containsExactly("VENTER");
    }

    @Test
    void callsNoPrivateAddress() {
        decide("private", Outcome.KARANTENE);

        patiently().until(() -> states("private").equals(List.of("DOED")));

        assertThat(RECEIVER.calls("private")).isEmpty();
        assertThat(cause("private")).contains("a private address");
    }

    @Test
    void neverCallsAMetadataAddress() {
        decide("metadata", Outcome.KARANTENE);

        patiently().until(() -> states("metadata").equals(List.of("DOED")));

        assertThat(cause("metadata")).contains("where the hub never calls");
    }

    @Test
    void remindsOfAKeyThatEndsOnce() throws Exception {
        patiently().until(() -> mails("kari.noekkel").size() == 1);

        Message mail = mails("kari.noekkel").get(0);
        String text = (String) mail.getContent();
        assertThat(mail.getSubject()).startsWith("En SFTP-nøkkel slutter å virke ");
        assertThat(text).contains(KeyUtils.getFingerPrint(KEYS.get(6L).getPublic()), "Dere har andre nøkler som virker lenger")
                .doesNotContain(KeyUtils.getFingerPrint(KEYS.get(31L).getPublic()));
        assertNothingPersonal(mail.getSubject() + text);
        patiently().until(() -> reminded("noekkel").equals(List.of(7)));
        assertThat(endingKeys.due()).isEmpty();

        clock.set(Instant.now().plus(Duration.ofDays(2)));
        List<KeyReminder> later = endingKeys.due();
        clock.set(Instant.now());
        assertThat(later).extracting(KeyReminder::days).containsExactly(30);
    }

    @Test
    void remindsOfAReportThatIsDueOnce() throws Exception {
        patiently().until(() -> reminded("skyldig").equals(List.of(3)));

        assertThat(dutyReminders.due()).isEmpty();
        assertThat(mails("kari.skyldig")).hasSize(1);
        Message mail = mails("kari.skyldig").get(0);
        String day = DateTimeFormatter.ofPattern("d. MMMM uuuu", Locale.forLanguageTag("nn")).format(DEADLINE);
        assertThat(mail.getSubject()).isEqualTo("Frist " + day + ": prognoserapport for 2024");
        assertThat((String) mail.getContent()).startsWith("Dette skal leverast til Rapportmottak innan " + day)
                .contains("Nordavind (310000434)", "Fristen står i: avtalen med Nordavind", "tilskudd@etat.invalid");
    }

    private List<Integer> reminded(String sender) {
        return jdbc.sql("select days from reminder where sender = ? and sent is not null").param(sender).query(Integer.class).list();
    }

    @Test
    void mailsManyTogetherAtTheHour() throws Exception {
        String first = decide("english", "none", Outcome.KARANTENE);
        String second = decide("english", "none", Outcome.DUPLIKAT);
        String rejected = decide("english", "none", Outcome.AVVIST);
        patiently().until(() -> mails("kari.english").size() == 1);
        assertThat(mails("kari.english").get(0).getSubject()).isEqualTo("The report is rejected (" + rejected + ")");

        clock.set(Instant.now().plus(Duration.ofHours(1)));
        patiently().until(() -> mails("kari.english").size() == 2);
        clock.set(Instant.now());

        Message digest = mails("kari.english").get(1);
        assertThat(digest.getSubject()).isEqualTo("2 submissions have been processed");
        assertThat(body(digest)).contains(first, second).doesNotContain(rejected);
        patiently().until(() -> states("english").equals(List.of("LEVERT", "LEVERT", "LEVERT")));
    }

    /** Drops a file as a local system would. */
    private static void drop(String sender, String name, String sample) throws IOException {
        Path inn = home.resolve("data/senders").resolve(sender).resolve("inn");
        await().until(() -> Files.isDirectory(inn));
        Path hidden = Files.copy(Path.of("schemas/tilskuddsrapport/v1/samples").resolve(sample), inn.resolve("." + name));
        Files.move(hidden, inn.resolve(name));
    }

    private String decide(String type, Outcome outcome) {
        return decide("somebody", type, outcome);
    }

    private String decide(String sender, String type, Outcome outcome) {
        try {
            Reference reference = Reference.mint(Instant.now());
            Path file = Files.writeString(home.resolve(reference.value()), reference.value());
            Submission submission = ledger.receive(
                    new Claim(reference, sender, Channel.MAPPE, "hemmelig.xml", Instant.now(), file, null));
            ledger.take(submission);
            List<Finding> findings = List.of(new Finding("MOT-901", Severity.FEIL, null, null, null, "m", "a"));
            ledger.decide(new Examined(submission, new Verdict(
                    outcome, findings, type, "v1", "1", Map.of(), null, false, null, null, null, List.of())));
            return reference.value();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> states(String destination) {
        return jdbc.sql("select state from outbox where destination = ? order by seq")
                .param(destination).query(String.class).list();
    }

    private String cause(String destination) {
        return jdbc.sql("select coalesce(max(cause), '') from outbox where destination = ?")
                .param(destination).query(String.class).single();
    }

    private static List<MimeMessage> mails(String to) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).startsWith(to + "@"))
                .toList();
    }

    private static jakarta.mail.Address[] recipients(Message mail) {
        try {
            return mail.getAllRecipients();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both alternatives, decoded. */
    private static String body(Message mail) throws MessagingException, IOException {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        return parts.getBodyPart(0).getContent() + "\n" + parts.getBodyPart(1).getContent();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(50));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }

    @TestConfiguration
    static class Time {

        @Bean
        HubClock clock() {
            return new HubClock(Instant.now());
        }
    }
}
