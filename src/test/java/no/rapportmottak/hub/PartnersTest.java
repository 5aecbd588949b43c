package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.rapportmottak.Rapportmottak;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.process.OpenSshServer;
import no.rapportmottak.process.Ports;
import no.rapportmottak.reception.HostKey;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.watch.Watch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** The whole hub with partners: real OpenSSH servers, one that dies, some that are odd, some that are not there. */
@SpringBootTest(
        classes = Rapportmottak.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "rapportmottak.sftp.port=0",
            "rapportmottak.broker.port=0",
            "rapportmottak.limits.file-size=4MB",
            "rapportmottak.watch.pause=${watch.pause:300ms}",
            "rapportmottak.watch.late=${watch.late:2s}",
            "rapportmottak.console.users.leser.password=" + AConsole.ENCODED,
            "rapportmottak.console.users.leser.roles=lese",
            "management.server.port=0"
        })
@DirtiesContext
class PartnersTest {

    private static final int LIMIT = 4 << 20;
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    @TempDir
    static Path home;

    static OpenSshServer good;
    static OpenSshServer dying;
    static OddSshServer odd;
    static OddSshServer forgetful;
    static Tap tap;
    static ServerSocket silent;
    static final List<Socket> CALLS = new CopyOnWriteArrayList<>();
    private static final StringBuilder SENDERS = new StringBuilder();
    private static final StringBuilder PARTNERS = new StringBuilder();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Watch watch;

    @Autowired
    Receivers receivers;

    @Autowired
    TestRestTemplate http;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int management;

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry properties) throws Exception {
        String login = HostKey.at(home.resolve("our-key")).publicLine();
        odd = new OddSshServer(home.resolve("odd"));
        forgetful = new OddSshServer(home.resolve("forgetful"));
        silent = silence();
        if (OpenSshServer.isInstalled()) {
            good = new OpenSshServer(home.resolve("good"), login).start();
            dying = new OpenSshServer(home.resolve("dying"), login).start();
            tap = new Tap(dying.port());
            addPartner("good", good.port(), good.hostKey(), "good", "done: good/ferdig");
            addPartner("marker", good.port(), good.hostKey(), "marker", "marker: .ok");
            addPartner("stranger", good.port(), odd.hostKey(), "stranger", "");
            addPartner("dying", tap.port(), dying.hostKey(), "dying", "");
        }
        addPartner("dead", Ports.one(), odd.hostKey(), "dead", "");
        addPartner("silent", silent.getLocalPort(), odd.hostKey(), "silent", "");
        addPartner("odd", odd.port(), odd.hostKey(), "på vei", "");
        addPartner("forgetful", forgetful.port(), forgetful.hostKey(), "forgetful", "");
        FileSystemUtils.copyRecursively(Path.of("config"), home.resolve("config"));
        Files.writeString(home.resolve("config/senders.yaml"), "senders:\n" + SENDERS);
        Files.writeString(home.resolve("config/endpoints.yaml"), "partners:\n" + PARTNERS);
        properties.add("rapportmottak.home", home::toString);
        properties.add("rapportmottak.data", () -> home.resolve("data").toString());
    }

    /** Its folders there are {@code ut} and {@code inn} in a folder, its sender {@code fra-<id>}. */
    private static void addPartner(String id, int port, String hostKey, String folder, String more) {
        SENDERS.append("""
                  - id: fra-%s
                    organisation-number: "999263550"
                    name: Solvik kommune
                    category: KOMMUNE
                    language: nb
                    reports-for: ["999263550", "310000124"]
                """.formatted(id));
        PARTNERS.append("""
                  - id: %s
                    host: 127.0.0.1
                    port: %d
                    user: %s
                    host-keys: ["%s"]
                    private-key: our-key
                    sender: fra-%s
                    inn: %s/ut
                    kvittering: %s/inn
                    poll: 300ms
                    settle: 400ms
                    connect-timeout: 4s
                    answer-timeout: 4s
                    keep-alive: 1s
                    allow-private: true
                    %s
                """.formatted(id, port, System.getProperty("user.name"), hostKey, id, folder, folder, more));
    }

    private static ServerSocket silence() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    CALLS.add(socket.accept());
                }
            } catch (IOException e) {
                // Closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable server : new AutoCloseable[] {tap, good, dying, odd, forgetful, silent}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void fetchesAReportAndBringsItsReceiptsThoughOthersAreDeadOrSilent() throws Exception {
        needsOpenSsh();
        Path partner = folders(good.files(), "good");
        Files.createDirectories(partner.resolve("ferdig"));
        put(partner.resolve("ut/søknad 1.json"), AReport.ofItsOwn().json().getBytes(UTF_8));

        soon("receipts").until(() -> names(partner.resolve("inn")).size() == 5);

        JsonNode result = Hub.JSON.readTree(only(partner.resolve("inn"), ".resultat.json").toFile());
        assertThat(result.path("filnavn").asText()).isEqualTo("søknad 1.json");
        assertThat(result.path("avsender").asText()).isEqualTo("fra-good");
        assertThat(names(partner.resolve("inn"))).containsExactlyElementsOf(names(own("good")));
        assertThat(names(partner.resolve("ut"))).isEmpty();
        assertThat(names(partner.resolve("ferdig"))).containsExactly("søknad 1.json");
        assertThat(jdbc.sql("select distinct channel from submission where sender = 'fra-good'").query(String.class).single())
                .isEqualTo("PARTNER");
        assertThat(jdbc.sql("select count(*) from fetched where partner = 'good'").query(Integer.class).single()).isZero();
    }

    @Test
    void saysWhoIsDeadSilentOrAStrangerAndStaysReady() throws Exception {
        soon("health").until(() -> warnings("partner-dead").contains("Connection refused"));
        soon("health").until(() -> warnings("partner-silent").contains("imeout"));
        if (good != null) {
            soon("health").until(() -> warnings("partner-stranger").contains("HostKey"));
        }

        assertThat(health("/observe/health").at("/components/partner-dead/status").asText()).isEqualTo("WARNING");
        assertThat(health("/observe/health/readiness").path("status").asText()).isEqualTo("UP");
        soon("reports flow").until(() -> health("/observe/health").path("status").asText().equals("UP"));
        soon("alarms").until(() -> alarms().containsAll(List.of("partner-dead", "partner-silent")));
        soon("another call").until(() -> CALLS.size() > 2);
    }

    @Test
    void isFoundToBeDownInTheConsoleAlone() throws Exception {
        soon("a failure").until(() -> warnings("partner-dead").contains("Connection refused"));
        JsonNode dead = partner("dead");
        assertThat(dead.at("/state").asText()).isEqualTo("DOWN");
        assertThat(dead.at("/lastError/cause").asText()).contains("Connection refused");
        assertThat(dead.at("/lastSuccess").isNull()).isTrue();
        soon("success").until(() -> !partner("odd").at("/lastSuccess").isNull());

        try (Browser browser = Browser.at(port)) {
            browser.signIn("leser");
            browser.go("/?still=true");
            browser.link("dead: ").click();

            assertThat(browser.find(By.id("partner-dead")).getText()).contains("er nede", "Connection refused", "Solvik kommune");
            browser.picture("which-partner");
            browser.examine("/partners", "partners");
        }
    }

    private JsonNode partner(String id) throws Exception {
        return StreamSupport.stream(new AConsole(port, "leser").read("/partners").spliterator(), false)
                .filter(partner -> partner.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesAloneWhatAStrangerOffers() throws Exception {
        needsOpenSsh();
        Path partner = folders(good.files(), "stranger");
        put(partner.resolve("ut/a.json"), AReport.ofItsOwn().json().getBytes(UTF_8));

        await().during(1500, TimeUnit.MILLISECONDS).until(() -> names(partner.resolve("ut")).equals(List.of("a.json")));

        assertThat(sizesTaken("stranger")).isEmpty();
    }

    @Test
    void waitsUntilAFileThatKeepsItsOldTimeHasStoppedGrowing() throws Exception {
        needsOpenSsh();
        Path file = folders(dying.files(), "dying").resolve("ut/grows.xml");
        byte[] part = new byte[1000];
        for (int i = 0; i < 12; i++) {
            Files.write(file, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, LONG_AGO);
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        }

        soon("taken").until(() -> sizesTaken("dying").contains(12_000L));

        assertThat(sizesTaken("dying")).noneMatch(size -> size < 12_000);
    }

    @Test
    void takesAFileWholeAndOnceWhoseServerDiedInTheMiddle() throws Exception {
        needsOpenSsh();
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        Path partner = folders(dying.files(), "dying");
        tap.after(1_000_000, dying::kill);
        put(partner.resolve("ut/large.xml"), large);
        soon("dead").until(() -> warnings("partner-dying").contains("nothing could be fetched"));
        assertThat(sizesTaken("dying")).doesNotContain(3_000_000L);

        dying.start();

        soon("taken").until(() -> sizesTaken("dying").contains(3_000_000L));
        soon("removed").until(() -> !names(partner.resolve("ut")).contains("large.xml"));
        assertThat(sizesTaken("dying")).containsOnlyOnce(3_000_000L);
        assertThat(jdbc.sql("select sha256 from submission where size = 3000000").query(String.class).single())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(large)));
        soon("nothing half here").until(() -> names(home.resolve("data/fetching/dying")).isEmpty());
        soon("over").until(() -> warnings("partner-dying").isEmpty());
    }

    @Test
    void bringsReceiptsWhenTheirFolderIsThereAgain() throws Exception {
        needsOpenSsh();
        Path partner = folders(good.files(), "marker");
        Files.delete(partner.resolve("inn"));
        put(partner.resolve("ut/m.json"), AReport.ofItsOwn().json().getBytes(UTF_8));
        await().during(1500, TimeUnit.MILLISECONDS).until(() -> sizesTaken("marker").isEmpty());

        put(partner.resolve("ut/m.json.ok"), new byte[0]);

        soon("own receipts").until(() -> names(own("marker")).size() == 5);
        soon("a failure").until(() -> receivers.troubles().getOrDefault("marker", "").contains("No such file"));
        soon("an attempt").until(() -> attempts("marker") > 0);
        assertThat(names(partner.resolve("ut"))).isEmpty();
        Files.createDirectory(partner.resolve("inn"));
        soon("receipts").until(() -> names(partner.resolve("inn")).equals(names(own("marker"))));
    }

    @Test
    void bringsWhatHasWaitedByOneConnection() throws Exception {
        Path partner = folders(odd.files(), "på vei");
        Files.move(partner.resolve("inn"), partner.resolve("elsewhere"));
        int reports = 6;
        for (int report = 0; report < reports; report++) {
            put(partner.resolve("ut/waits-" + report + ".json"), AReport.ofItsOwn().json().getBytes(UTF_8));
        }
        soon("taken").until(() -> names(partner.resolve("ut")).stream().noneMatch(name -> name.startsWith("waits")));
        soon("own receipts").until(() -> names(own("odd")).stream().filter(name -> name.contains("waits") && name.endsWith("resultat.json")).count() == reports);
        soon("an attempt").until(() -> attempts("odd") > 0);
        odd.sessions.clear();

        Files.move(partner.resolve("elsewhere"), partner.resolve("inn"));

        soon("receipts").until(() -> names(partner.resolve("inn")).equals(names(own("odd"))));
        assertThat(odd.sessions).as("for %d receipts", 2 * reports).hasSizeBetween(1, reports);
    }

    @Test
    void takesTheChecksumThatLiesBeside() throws Exception {
        Path partner = folders(forgetful.files(), "forgetful");
        put(partner.resolve("ut/sum.json.sha256"), "0".repeat(64).getBytes(UTF_8));
        put(partner.resolve("ut/sum.json"), AReport.ofItsOwn().json().getBytes(UTF_8));

        soon("result").until(() -> names(partner.resolve("inn")).stream().anyMatch(name -> name.endsWith("resultat.json")));

        JsonNode result = Hub.JSON.readTree(only(partner.resolve("inn"), ".resultat.json").toFile());
        assertThat(result.at("/funn/0/kode").asText()).isEqualTo("MOT-003");
        soon("removed").until(() -> names(partner.resolve("ut")).stream().noneMatch(name -> name.startsWith("sum")));
    }

    @Test
    void leavesAloneNamesThatLeadElsewhereAndFilesThatAreTooLarge() throws Exception {
        Path partner = folders(odd.files(), "på vei");
        for (String name : OddSshServer.NAMES.keySet()) {
            put(partner.resolve("ut").resolve(name), "<x/>".getBytes(UTF_8));
        }
        put(partner.resolve("ut/huge.xml"), new byte[LIMIT + 1]);

        soon("names").until(() -> warnings("partner-odd").contains("4 of its files have names"));
        soon("size").until(() -> warnings("partner-odd").contains("1 of its files are larger than the limit"));

        assertThat(names(partner.resolve("ut"))).contains("huge.xml").containsAll(OddSshServer.NAMES.keySet());
        assertThat(jdbc.sql("select file_name from submission where sender = 'fra-odd'").query(String.class).list())
                .doesNotContain("*", "huge.xml").noneMatch(name -> name.contains("b.xml"));
        soon("alarms").until(() -> alarms().containsAll(List.of("partner-odd:names", "partner-odd:size")));
    }

    @Test
    void takesOnceWhatCannotBeRemoved() throws Exception {
        Path partner = folders(odd.files(), "på vei");
        odd.removes = false;
        put(partner.resolve("ut/stays.json"), AReport.ofItsOwn().json().getBytes(UTF_8));

        soon("trouble").until(() -> warnings("partner-odd").contains("1 of its files were taken but cannot be removed"));
        await().during(1200, TimeUnit.MILLISECONDS).until(() -> taken("stays.json") == 1);
        odd.removes = true;

        soon("removed").until(() -> !names(partner.resolve("ut")).contains("stays.json"));
        assertThat(taken("stays.json")).isEqualTo(1);
        soon("forgotten").until(() ->
                jdbc.sql("select count(*) from fetched where partner = 'odd'").query(Integer.class).single() == 0);
    }

    @Test
    void takesOnceWhatAProcessWasAboutToTakeWhenItEnded() throws Exception {
        needsOpenSsh();
        Path partner = folders(good.files(), "good");
        byte[] content = AReport.ofItsOwn().json().getBytes(UTF_8);
        jdbc.sql("insert into fetched (partner, name, size, modified, reference) values ('good', 'nesten.json', ?, ?, ?)")
                .params(content.length, LONG_AGO.to(TimeUnit.SECONDS), Reference.mint(Instant.now()).value())
                .update();

        Path beside = Files.write(partner.resolve("nesten.json"), content);
        Files.setLastModifiedTime(beside, LONG_AGO);
        Files.move(beside, partner.resolve("ut/nesten.json"));

        soon("taken").until(() -> taken("nesten.json") == 1);
        soon("removed").until(() -> names(partner.resolve("ut")).isEmpty());
        soon("forgotten").until(() ->
                jdbc.sql("select count(*) from fetched where partner = 'good'").query(Integer.class).single() == 0);
        assertThat(taken("nesten.json")).isEqualTo(1);
    }

    @Test
    void asksAgainWhenTheServerForgetsARequest() throws Exception {
        Path partner = folders(forgetful.files(), "forgetful");
        byte[] large = new byte[1_000_000];
        put(partner.resolve("ut/forgotten.xml"), large);

        soon("cut and tried again").until(() -> forgetful.forgotten >= 2);
        assertThat(taken("forgotten.xml")).isZero();
        forgetful.remembers.countDown();

        soon("taken").until(() -> taken("forgotten.xml") == 1);
        soon("removed").until(() -> !names(partner.resolve("ut")).contains("forgotten.xml"));
    }

    private long taken(String name) {
        return jdbc.sql("select count(*) from submission where file_name = ?").param(name).query(Long.class).single();
    }

    private int attempts(String partner) {
        return jdbc.sql("select coalesce(max(attempts), 0) from outbox where kind = 'PARTNER' and destination = ?")
                .param(partner).query(Integer.class).single();
    }

    private List<String> alarms() {
        return jdbc.sql("select id from alarm").query(String.class).list();
    }

    private String warnings(String line) {
        return String.join("; ", watch.standing(line).slight());
    }

    private JsonNode health(String path) throws IOException {
        return Hub.JSON.readTree(http.getForObject("http://127.0.0.1:" + management + path, String.class));
    }

    /** Servers are slow to sign in to where many tests run at once. */
    private static ConditionFactory soon(String what) {
        return Hub.soon(what).atMost(Duration.ofSeconds(60));
    }

    private static void needsOpenSsh() {
        assumeTrue(good != null, "skipped: no OpenSSH server on this machine");
    }

    private static Path folders(Path files, String id) throws IOException {
        Files.createDirectories(files.resolve(id).resolve("ut"));
        Files.createDirectories(files.resolve(id).resolve("inn"));
        return files.resolve(id);
    }

    private static void put(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName());
        Files.write(temporary, content);
        Files.move(temporary, file);
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
        }
    }

    private static Path only(Path folder, String ending) throws IOException {
        List<String> found = names(folder).stream().filter(name -> name.endsWith(ending)).toList();
        assertThat(found).hasSize(1);
        return folder.resolve(found.get(0));
    }

    private static Path own(String id) {
        return home.resolve("data/senders/fra-" + id + "/kvittering");
    }

    private List<Long> sizesTaken(String id) {
        return jdbc.sql("select size from submission where sender = ?").param("fra-" + id).query(Long.class).list();
    }
}
