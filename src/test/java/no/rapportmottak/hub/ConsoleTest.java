package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Purges;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.UriComponentsBuilder;

/** The console and the HTTP API from outside: what people find, what they may do, and what nobody may. */
@OddHubTest
class ConsoleTest {

    private static final List<String> PAGES =
            List.of("/", "/submissions", "/dead-letters", "/quarantine", "/duties", "/senders", "/partners", "/rules",
                    "/receipt-check", "/audit", "/runbook");

    @LocalServerPort
    int port;

    @Value("${identity-provider.port}")
    int identityProvider;

    @Autowired
    Hub hub;

    @Autowired
    Faults faults;

    @Autowired
    Outbox outbox;

    @Autowired
    CamelContext camel;

    @Autowired
    Purges purges;

    private String sender;

    @Test
    void slowsDownWhoGuessesPasswordsAndNobodyElse() throws Exception {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            answers.add(guess("127.0.0.77"));
        }

        assertThat(answers).startsWith("401", "401").endsWith("429", "429");
        assertThat(guess("127.0.0.78")).isEqualTo("401");
        assertThat(new AConsole(port, "drifter").api("/senders").statusCode()).isEqualTo(200);
    }

    /** The status that somebody at that address gets for a wrong password. */
    private String guess(String address) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0)) {
            String secret = Base64.getEncoder().encodeToString("drifter:feil".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(("GET /api/senders HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Basic "
                    + secret + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8).substring(9);
        }
    }

    @BeforeEach
    void aSender() {
        sender = hub.sender();
    }

    private AConsole console(String user) {
        return new AConsole(port, user);
    }

    private AConsole reader() throws Exception {
        return console("leser").signedIn();
    }

    // Signing in

    @Test
    void leadsWhoHasNotSignedInToTheSignIn() throws Exception {
        for (String page : PAGES) {
            HttpResponse<String> answer = console("leser").get(page);

            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).as(page).hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        }
    }

    @Test
    void givesASessionOfItsOwnAtTheSignIn() throws Exception {
        AConsole console = console("leser");
        console.get("/login");
        String before = session(console);

        console.signedIn();

        assertThat(session(console)).isNotEqualTo(before);
        assertThat(console.get("/").statusCode()).isEqualTo(200);
    }

    private static String session(AConsole console) {
        return console.cookies().stream().filter(cookie -> cookie.getName().equals("JSESSIONID")).map(HttpCookie::getValue)
                .findFirst().orElseThrow();
    }

    @Test
    void keepsItsCookieFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> page = console("leser").get("/login");

        assertThat(page.headers().allValues("Set-Cookie")).anySatisfy(cookie ->
                assertThat(cookie).contains("JSESSIONID").contains("HttpOnly").containsIgnoringCase("SameSite=Lax"));
    }

    @Test
    void letsNothingRunOrShowThatIsNotItsOwn() throws Exception {
        AConsole console = reader();
        for (String page : PAGES) {
            HttpResponse<String> answer = console.get(page);

            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(page)
                    .contains("default-src 'none'", "frame-ancestors 'none'").doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.body()).as(page).doesNotContain("style=\"", "<style", " onclick", "//cdn", "https://")
                    .doesNotContainPattern("<script(?! src=)").doesNotContain("??");
        }
    }

    @Test
    void showsNothingToWhoHasNoRole() throws Exception {
        AConsole console = console("ingen").signedIn();

        assertThat(console.get("/").statusCode()).isEqualTo(403);
        assertThat(console.api("/now").statusCode()).isEqualTo(403);
    }

    @Test
    void takesTheRolesOfWhoSignsInElsewhereFromTheClaimAlone() throws Exception {
        try (AnIdentityProvider provider = new AnIdentityProvider(identityProvider)) {
            assertThat(console("x").get("/login").body()).contains("/oauth2/authorization/prove", "Prøveporten");

            AConsole operator = signedInElsewhere(provider, List.of("vakt", "andre"));
            AConsole stranger = signedInElsewhere(provider, List.of("drift"));

            assertThat(operator.get("/").statusCode()).isEqualTo(200);
            assertThat(operator.submit("/", "/senders/" + sender + "/pause", Map.of()).statusCode()).isEqualTo(400);
            assertThat(operator.submit("/", "/quarantine/x/release", Map.of("reason", "x")).statusCode()).isEqualTo(403);
            assertThat(stranger.get("/").statusCode()).as("a group that no setting names").isEqualTo(403);
        }
    }

    private AConsole signedInElsewhere(AnIdentityProvider provider, List<String> groups) throws Exception {
        AConsole console = console("elsewhere");
        Map<String, String> asked = UriComponentsBuilder.fromUriString(
                        console.get("/oauth2/authorization/prove").headers().firstValue("Location").orElseThrow())
                .build(true).getQueryParams().toSingleValueMap();
        provider.says("kari", decode(asked.get("nonce")), "groups", groups);
        console.get("/login/oauth2/code/prove?code=x&state=" + asked.get("state"));
        return console;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    // Who may change something

    @Test
    void refusesEveryFormThatDidNotComeFromItsOwnPage() throws Exception {
        AConsole console = console("drifter").signedIn();

        assertThat(console.post("/senders/" + sender + "/pause", Map.of("reason", "x"), null).statusCode()).isEqualTo(403);
        assertThat(console.post("/senders/" + sender + "/pause", Map.of("reason", "x"), "made up").statusCode()).isEqualTo(403);
        assertThat(console.post("/logout", Map.of(), null).statusCode()).isEqualTo(403);
        assertThat(hub.send(sender, AReport.ofItsOwn().json())).isNotNull();
    }

    @Test
    void letsEachRoleDoWhatIsItsOwn() throws Exception {
        Map<String, List<String>> actions = Map.of(
                "/senders/" + sender + "/pause", List.of("drifter"),
                "/senders/" + sender + "/resume", List.of("drifter"),
                "/dead-letters/replay", List.of("drifter"),
                "/quarantine/018dac35-7100-7e4f-835a-998b0a2a64e0/release", List.of("godkjenner"),
                "/quarantine/018dac35-7100-7e4f-835a-998b0a2a64e0/reject", List.of("godkjenner"));
        for (String user : List.of("leser", "drifter", "godkjenner")) {
            AConsole console = console(user).signedIn();
            for (Map.Entry<String, List<String>> action : actions.entrySet()) {
                boolean allowed = action.getValue().contains(user);
                int form = console.submit("/", action.getKey(), Map.of()).statusCode();
                int api = console.api(action.getKey(), "{}").statusCode();

                assertThat(form).as("%s %s", user, action.getKey()).isEqualTo(allowed ? 400 : 403);
                assertThat(api).as("%s %s", user, action.getKey()).isEqualTo(allowed ? 400 : 403);
            }
        }
    }

    @Test
    void takesNoCookieAndNoFormForAProgram() throws Exception {
        AConsole console = console("drifter").signedIn();

        assertThat(console.get("/api/now").statusCode()).isEqualTo(401);
        assertThat(console.get("/api/now").headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(console.post("/api/senders/" + sender + "/pause", Map.of("reason", "x"), null).statusCode()).isEqualTo(401);
        assertThat(console.api("/now").headers().firstValue("Set-Cookie")).isEmpty();
    }

    // Finding

    @Test
    void tellsWhyAFileWasRejectedWithLineAndRule() throws Exception {
        String name = Hub.newName();
        hub.upload(sender, name, "{\n  \"skjema\": \"tilskuddsrapport/v1\",\n  \"spraak\": }\n".getBytes());
        String reference = reference(hub.result(sender, name));

        String found = reader().get("/submissions?q=" + name).body();
        String page = reader().get("/submissions/" + reference).body();

        assertThat(found).contains("/submissions/" + reference);
        assertThat(page).contains("MOT-008", "linje 3, kolonne", "id=\"L3\" class=\"marked\"");
        assertThat(reader().get("/submissions?code=MOT-008&q=" + reference).body()).contains(reference);
        assertThat(console("leser").read("/submissions/" + reference).at("/findings/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void showsWhatSendersWroteAsTextEverywhere() throws Exception {
        String attack = "<img src=x onerror=alert(1)>";
        String name = attack + "\"'`${7*7}.json";
        hub.upload(sender, name, ("{\"skjema\": \"" + attack + "\"}").getBytes());
        hub.settle();
        AConsole console = reader();
        String reference = console.read("/submissions?sender=" + sender).at("/hits/0/reference").asText();

        for (String page : List.of("/submissions", "/submissions/" + reference, "/submissions?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
                "/submissions?sender=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "/dead-letters?cause=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
                "/submissions?outcome=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "/senders/%3Cimg%20src=x%3E")) {
            assertThat(console.get(page).body()).as(page).doesNotContain("<img").doesNotContain("49.json");
        }
        assertThat(console.get("/submissions/" + reference).body()).contains("&lt;img src=x");
        HttpResponse<String> original = console.get("/submissions/" + reference + "/original");
        assertThat(original.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(original.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(original.headers().firstValue("Content-Security-Policy").orElse("")).contains("sandbox");
    }

    @Test
    void tellsWhetherAReceiptIsGenuineAndStillHolds() throws Exception {
        AReport report = AReport.ofItsOwn();
        String name = Hub.newName();
        hub.upload(sender, name, report.json().getBytes(StandardCharsets.UTF_8));
        String reference = reference(hub.result(sender, name));
        String file = name + "." + reference + ".resultat.json";
        String receipt = hub.receiptText(sender, file);
        String signature = hub.receiptText(sender, file + ".jws");
        AConsole console = new AConsole(port, "leser").signedIn();

        assertThat(checked(console, receipt, signature)).contains("Ekte og gjeldende", reference);
        assertThat(uploaded(console, receipt, signature)).contains("Ekte og gjeldende");
        assertThat(checked(console, receipt.replace("GODKJENT", "AVVIST"), signature)).contains("Endret", "feltet utfall er ikke slik");
        assertThat(uploaded(console, receipt + " ", signature)).contains("Endret", "andre tegn er det ikke");
        assertThat(uploaded(console, receipt + " ".repeat(2_000_000), signature)).as("a large one").contains("Endret");
        assertThat(checked(console, receipt, "tull")).contains("Endret", "Signaturen er skadet");
        assertThat(checked(console, "<script>alert(1)</script>", signature)).contains("Endret").doesNotContain("<script>alert");

        String second = reference(hub.send(sender, report.corrected().replacing(reference).json()));
        assertThat(checked(console, receipt, signature)).contains("Ekte, men ikke lenger gjeldende", second);
        JsonNode api = Hub.JSON.readTree(console.api("/receipt-check",
                Hub.JSON.writeValueAsString(Map.of("receipt", receipt, "signature", signature))).body());
        assertThat(api.get("standing").asText()).isEqualTo("SUPERSEDED");
        assertThat(api.get("replacedBy").asText()).isEqualTo(second);
        assertThat(console.submit("/receipt-check", "/receipt-check", Map.of()).statusCode()).isEqualTo(415);
    }

    /** Pasted, with the line breaks that browsers make. */
    private static String checked(AConsole console, String receipt, String signature) throws Exception {
        return console.submitFiles("/receipt-check", "/receipt-check", Map.of("receiptFile", "", "signatureFile", "",
                "receipt", receipt.replace("\n", "\r\n").strip(), "signature", signature.replace("\n", "\r\n"))).body();
    }

    private static String uploaded(AConsole console, String receipt, String signature) throws Exception {
        return console.submitFiles("/receipt-check", "/receipt-check",
                Map.of("receiptFile", receipt, "signatureFile", signature, "receipt", "", "signature", "")).body();
    }

    @Test
    void saysThatTheContentIsDeleted() throws Exception {
        String document = AReport.ofItsOwn().with("/kontakt", "navn", "Kari 14074550089").json();
        String reference = reference(hub.send(sender, document));
        AConsole console = new AConsole(port, "leser").signedIn();
        assertThat(console.get("/submissions/" + reference).body()).contains("14074550089");

        hub.at(Surroundings.BEFORE_THE_DEADLINE.plus(Duration.ofDays(31)),
                () -> hub.purge(camel, purges, reference));

        assertThat(console.get("/submissions/" + reference).body()).contains("Innholdet ble slettet").doesNotContain("14074550089");
        assertThat(console.get("/submissions/" + reference + "/original").statusCode()).isEqualTo(410);
        assertThat(console.get("/submissions/" + reference + "/package").statusCode()).isEqualTo(410);
        assertThat(console.api("/submissions/" + reference).body()).contains("\"purged\":\"20");
    }

    @Test
    void exportsWhatNoSpreadsheetTakesForAFormula() throws Exception {
        String name = "=HYPERLINK(\"x\")" + Hub.newName();
        hub.upload(sender, name, "x".getBytes());

        HttpResponse<String> csv = reader().get("/submissions.csv?sender=" + sender);

        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body()).contains("\"'=HYPERLINK(\"\"x\"\")").doesNotContain(";\"=");
    }

    @Test
    void showsVersionsWithWhatChanged() throws Exception {
        AReport report = AReport.ofItsOwn();
        String first = reference(hub.send(sender, report.json()));
        String second = reference(hub.send(sender, report.corrected().replacing(first).json()));
        hub.settle();

        String page = reader().get("/submissions/" + second).body();

        assertThat(page).contains("/kontakt/telefon", "+47 00 00 00 99", first).contains(second + ".zip");
        assertThat(reader().get("/submissions/" + second + "/package").body()).startsWith("PK");
        assertThat(reader().get("/submissions/" + second + "/receipts/4").body()).contains("\"utfall\"");
    }

    @Test
    void saysItInThreeLanguages() throws Exception {
        AConsole console = reader();

        assertThat(console.get("/").body()).contains("lang=\"nb\"", "Innsendinger");
        assertThat(console.get("/?spraak=nn").body()).contains("lang=\"nn\"", "Innsendingar");
        assertThat(console.get("/senders").body()).as("as chosen before").contains("lang=\"nn\"");
        assertThat(console.get("/rules?spraak=en").body()).contains("lang=\"en\"", "The file is empty");
        assertThat(console.get("/?spraak=%3Cx%3E").body()).contains("lang=\"nb\"");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws Exception {
        AConsole console = reader();

        assertThat(console.get("/submissions/018dac35-7100-7e4f-835a-998b0a2a64e0").statusCode()).isEqualTo(404);
        assertThat(console.get("/submissions/..%2f..%2fetc").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(console.get("/senders/nobody").statusCode()).isEqualTo(404);
        assertThat(console.get("/submissions?year=abc").body()).contains("Budsjettår");
        assertThat(console.api("/submissions?year=abc").statusCode()).isEqualTo(400);
    }

    // Putting right

    @Test
    void replaysADeadLetterWithAReason() throws Exception {
        faults.atStep("compose", sender, new IllegalStateException("a fault of ours at compose <b>"));
        String reference = reference(hub.send(sender, AReport.ofItsOwn().json()));
        AConsole console = console("drifter").signedIn();
        soon("dead letter").until(() -> console.read("/dead-letters?reference=" + reference).size() == 1);
        String id = console.read("/dead-letters?reference=" + reference).at("/0/id").asText();

        assertThat(console.get("/").body()).contains("href=\"/dead-letters\"");
        assertThat(console.get("/dead-letters?id=" + id).body()).contains("a fault of ours at compose &lt;b&gt;", "id=\"rehearsed\"");
        assertThat(console.submit("/dead-letters?id=" + id, "/dead-letters/replay", Map.of("id", id, "reason", " ")).statusCode())
                .isEqualTo(400);
        HttpResponse<String> replayed = console.submit(
                "/dead-letters?id=" + id, "/dead-letters/replay", Map.of("id", id, "reason", "the queue is mended"));

        assertThat(replayed.statusCode()).isEqualTo(302);
        hub.settle();
        assertThat(console.read("/dead-letters?reference=" + reference)).isEmpty();
        assertThat(console.get("/submissions/" + reference).body()).contains("drifter: the queue is mended");
        JsonNode audited = console.read("/audit");
        assertThat(audited.at("/0/who").asText()).isEqualTo("drifter");
        assertThat(audited.at("/0/subject").asText()).isEqualTo(id);
    }

    @Test
    void releasesFromQuarantineWithOneMoreReceipt() throws Exception {
        faults.atStep("parse", sender, new IllegalStateException("a fault of ours at parse"));
        String name = Hub.newName();
        hub.upload(sender, name, AReport.ofItsOwn().json().getBytes());
        String reference = reference(hub.result(sender, name));
        hub.settle();
        AConsole console = console("godkjenner").signedIn();
        assertThat(console.get("/quarantine").body()).contains(reference, "a fault of ours at parse");

        console.submit("/quarantine", "/quarantine/" + reference + "/release", Map.of("reason", "the parser is mended"));

        List<JsonNode> results = soon("second result of " + name)
                .until(() -> hub.receipts(sender, name, ".resultat.json"), found -> found.size() == 2);
        assertThat(results).extracting(Hub::outcome).containsExactly("GODKJENT", "KARANTENE");
        assertThat(hub.receiptNames(sender, name)).contains(name + "." + reference + ".2.resultat.json");
        assertThat(console.submit("/quarantine", "/quarantine/" + reference + "/release", Map.of("reason", "again")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void rejectsFromQuarantineWithTheReason() throws Exception {
        faults.atStep("parse", sender, new IllegalStateException("a fault of ours at parse"));
        String name = Hub.newName();
        hub.upload(sender, name, AReport.ofItsOwn().json().getBytes());
        String reference = reference(hub.result(sender, name));
        hub.settle();

        JsonNode ended = Hub.JSON.readTree(console("godkjenner")
                .api("/quarantine/" + reference + "/reject", "{\"reason\": \"Filen er sendt ved en feil\"}").body());

        assertThat(ended.at("/result").asText()).isEqualTo("DONE");
        JsonNode rejected = soon("second result of " + name)
                .until(() -> hub.receipts(sender, name, ".2.resultat.json"), found -> found.size() == 1).get(0);
        assertThat(outcome(rejected)).isEqualTo("AVVIST");
        assertThat(codes(rejected)).containsExactly("MOT-015");
        assertThat(rejected.at("/funn/0/melding").asText()).contains("Filen er sendt ved en feil");
    }

    @Test
    void pausesASenderWhoThenCanUploadNothing() throws Exception {
        AConsole console = console("drifter").signedIn();
        console.submit("/senders/" + sender, "/senders/" + sender + "/pause", Map.of("reason", "asks for it"));

        assertThatThrownBy(() -> hub.upload(sender, "a.json", new byte[] {1})).isInstanceOf(IOException.class)
                .hasMessageContaining("satt på pause");
        assertThat(console.get("/senders/" + sender).body()).contains("asks for it", "/resume");
        assertThat(console.api("/senders/" + sender + "/pause", "{\"reason\": \"again\"}").body()).contains("false");
        assertThat(console.api("/senders/" + sender + "/resume", "{\"reason\": \"is ready\"}").body()).contains("true");
        assertThat(outcome(hub.send(sender, AReport.ofItsOwn().json()))).isEqualTo("GODKJENT");
        assertThat(console.api("/senders/nobody/pause", "{\"reason\": \"x\"}").statusCode()).isEqualTo(404);
    }
}
