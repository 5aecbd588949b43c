package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The tasks of people who have never seen the hub, in a real browser, and what axe-core finds on every page. Skipped
 * where Debian's Chromium and its driver are missing; pictures of the pages lie in {@code target/console/}.
 */
@OddHubTest
class BrowserTest {

    @LocalServerPort
    int port;

    @Autowired
    Hub hub;

    @Autowired
    Faults faults;

    @Autowired
    FreeSpace space;

    private static Browser browser;

    @BeforeEach
    void open() throws IOException {
        if (browser == null) {
            browser = Browser.at(port);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void findsWhyAFileWasRejected() throws Exception {
        String sender = hub.sender();
        String name = Hub.newName();
        hub.upload(sender, name, "{\n  \"skjema\": \"tilskuddsrapport/v1\",\n  \"spraak\": }\n".getBytes());
        hub.result(sender, name);
        browser.signIn("leser");

        browser.link("Innsendinger").click();
        browser.find(By.id("q")).sendKeys(name);
        browser.find(By.cssSelector("form.search button")).click();
        soon("what was found").until(() -> browser.address().contains("q=" + name));
        browser.link(name).click();

        assertThat(browser.find(By.cssSelector(".findings")).getText()).contains("MOT-008", "linje 3");
        assertThat(browser.find(By.cssSelector(".source .marked")).getText()).contains("\"spraak\": }", "MOT-008");
        browser.picture("why-rejected");
    }

    @Test
    void findsWhatToDoAboutAnAlarm() throws Exception {
        space.set(1_000_000_000L);
        browser.signIn("leser");
        soon("alarm").until(() -> {
            browser.go("/?still=true");
            return browser.find(By.tagName("main")).getText().contains("disk: 1000 MB are free");
        });

        browser.link("Hva du gjør med disk").click();

        assertThat(browser.address()).endsWith("/runbook#alarm-disk");
        assertThat(browser.find(By.id("alarm-disk")).getText()).contains("Space on the data volume runs out", "originals/");
        browser.picture("what-to-do");
        space.set(Long.MAX_VALUE);
    }

    @Test
    void findsTheOldestItem() throws Exception {
        String sender = hub.sender();
        for (int i = 0; i < 20; i++) {
            faults.atStep("pack", sender, new IOException("the archive is away"));
        }
        String reference = reference(hub.send(sender, AReport.ofItsOwn().json()));
        browser.signIn("leser");

        soon("the oldest").until(() -> {
            browser.go("/?still=true");
            return browser.find(By.id("oldest")).getText().contains(reference);
        });
        assertThat(browser.find(By.id("oldest")).getText()).contains("Arkiv");
        browser.picture("oldest");
        browser.link(reference).click();
        assertThat(browser.find(By.tagName("main")).getText()).contains("the archive is away");
        faults.disarm();
    }

    @Test
    void replaysADeadLetter() throws Exception {
        String sender = hub.sender();
        faults.atStep("compose", sender, new IllegalStateException("a fault of ours in the browser test"));
        String reference = reference(hub.send(sender, AReport.ofItsOwn().json()));
        AConsole program = new AConsole(port, "drifter");
        soon("dead letter").until(() -> program.read("/dead-letters?reference=" + reference).size() == 1);
        browser.signIn("drifter");

        browser.link("Døde leveringer: ").click();
        browser.link("a fault of ours in the browser test").click();
        assertThat(browser.find(By.id("rehearsed")).getText()).contains("Ville bli sendt på nytt: 1.");
        browser.picture("replay");
        browser.find(By.id("reason")).sendKeys("feilen er rettet");
        browser.find(By.id("replay")).click();

        assertThat(browser.find(By.cssSelector("[role=status]")).getText()).contains("Satt i kø på nytt: 1.");
        soon("delivered").until(() -> program.read("/dead-letters?reference=" + reference).isEmpty());
    }

    @Test
    void findsWhoHasNotDeliveredForOneScheme() throws Exception {
        hub.at(Instant.parse("2024-04-15T10:00:00Z"), () -> {
            browser.signIn("leser");

            browser.link("Plikter").click();
            new Select(browser.find(By.id("year"))).selectByValue("2023");
            new Select(browser.find(By.id("scheme"))).selectByValue(OddSurroundings.SCHEME);
            new Select(browser.find(By.id("state"))).selectByVisibleText("Mangler");
            browser.find(By.cssSelector("form.search button")).click();
            browser.picture("not-delivered");

            assertThat(browser.find(By.id("counts")).getText()).contains("Mangler: 1");
            assertThat(browser.find(By.cssSelector("main table")).getText()).contains("310000434", "Nordavind");
            JsonNode missing = new AConsole(port, "leser").read("/duties?year=2023&state=MISSING&scheme=" + OddSurroundings.SCHEME);
            assertThat(missing).extracting(duty -> duty.get("organisation").asText()).containsExactly("310000434");
        });
    }

    @Test
    void hasNothingThatShutsPeopleOut() throws Exception {
        String sender = hub.sender();
        String rejected = reference(hub.send(sender, "{\n \"skjema\": }"));
        AReport report = AReport.ofItsOwn();
        String first = reference(hub.send(sender, report.json()));
        String second = reference(hub.send(sender, report.corrected().replacing(first).json()));
        faults.atStep("compose", sender, new IllegalStateException("a fault of ours for axe"));
        hub.send(sender, AReport.ofItsOwn().json());
        faults.atStep("parse", sender, new IllegalStateException("a fault of ours for axe"));
        hub.send(sender, AReport.ofItsOwn().json());
        AConsole program = new AConsole(port, "drifter");
        soon("dead letter").until(() -> program.read("/dead-letters?cause=*axe*").size() >= 1);
        String dead = program.read("/dead-letters?cause=*axe*").at("/0/id").asText();

        for (String user : List.of("drifter", "godkjenner")) {
            browser.signIn(user);
            for (String page : user.equals("godkjenner") ? List.of("/quarantine") : List.of(
                    "/?still=true", "/submissions", "/submissions?year=x", "/submissions/" + rejected, "/submissions/" + second,
                    "/dead-letters", "/dead-letters?id=" + dead, "/duties", "/senders", "/senders/" + sender, "/partners", "/rules",
                    "/receipt-check", "/audit", "/runbook", "/nowhere")) {
                browser.examine(page, page.replaceAll("[^a-z]+", "-").replace(sender, "one"));
            }
        }
        browser.signOut();
        browser.examine("/login", "login");
    }
}
