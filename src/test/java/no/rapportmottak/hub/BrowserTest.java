package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The tasks of people who have never seen the hub, in a real browser, and what axe-core finds on every page. Skipped
 * where Debian's Chromium and its driver are missing; pictures of the pages lie in {@code target/console/}.
 */
@OddHubTest
class BrowserTest {

    private static final Path PICTURES = Path.of("target/console");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Dimension DESK = new Dimension(1280, 1000);
    private static final Dimension PHONE = new Dimension(390, 844);

    @LocalServerPort
    int port;

    @Autowired
    Hub hub;

    @Autowired
    Faults faults;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws IOException {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser").map(Path::of)
                .filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(chromium.isPresent() && Files.isExecutable(DRIVER), "Chromium or its driver is not installed");
        Files.createDirectories(PICTURES);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=nb");
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
        browser = new ChromeDriver(service, options);
        browser.manage().window().setSize(DESK);
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(5));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private void signIn(String user) {
        browser.manage().deleteAllCookies();
        go("/login?spraak=nb");
        browser.findElement(By.name("username")).sendKeys(user);
        browser.findElement(By.name("password")).sendKeys(AConsole.PASSWORD);
        browser.findElement(By.cssSelector("main button")).click();
        browser.findElement(By.cssSelector("nav.pages"));
    }

    private void go(String path) {
        browser.get("http://127.0.0.1:" + port + path);
    }

    private WebElement link(String text) {
        return browser.findElement(By.partialLinkText(text));
    }

    private void picture(String name) throws IOException {
        Files.move(browser.getScreenshotAs(OutputType.FILE).toPath(), PICTURES.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void findsWhyAFileWasRejected() throws Exception {
        String sender = hub.sender();
        String name = Hub.newName();
        hub.upload(sender, name, "{\n  \"skjema\": \"tilskuddsrapport/v1\",\n  \"spraak\": }\n".getBytes());
        hub.result(sender, name);
        signIn("leser");

        link("Innsendinger").click();
        browser.findElement(By.id("q")).sendKeys(name);
        browser.findElement(By.cssSelector("form.search button")).click();
        soon("what was found").until(() -> browser.getCurrentUrl().contains("q=" + name));
        link(name).click();

        assertThat(browser.findElement(By.cssSelector(".findings")).getText()).contains("MOT-008", "linje 3");
        assertThat(browser.findElement(By.cssSelector(".source .marked")).getText()).contains("\"spraak\": }", "MOT-008");
        picture("why-rejected");
    }

    @Test
    void findsTheOldestItem() throws Exception {
        String sender = hub.sender();
        for (int i = 0; i < 20; i++) {
            faults.atStep("pack", sender, new IOException("the archive is away"));
        }
        String reference = reference(hub.send(sender, AReport.ofItsOwn().json()));
        signIn("leser");

        soon("the oldest").until(() -> {
            go("/?still=true");
            return browser.findElement(By.id("oldest")).getText().contains(reference);
        });
        assertThat(browser.findElement(By.id("oldest")).getText()).contains("Arkiv");
        picture("oldest");
        link(reference).click();
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("the archive is away");
        faults.disarm();
    }

    @Test
    void replaysADeadLetter() throws Exception {
        String sender = hub.sender();
        faults.atStep("compose", sender, new IllegalStateException("a fault of ours in the browser test"));
        String reference = reference(hub.send(sender, AReport.ofItsOwn().json()));
        AConsole program = new AConsole(port, "drifter");
        soon("dead letter").until(() -> program.read("/dead-letters?reference=" + reference).size() == 1);
        signIn("drifter");

        link("Døde leveringer: ").click();
        link("a fault of ours in the browser test").click();
        assertThat(browser.findElement(By.id("rehearsed")).getText()).contains("Ville bli sendt på nytt: 1.");
        picture("replay");
        browser.findElement(By.id("reason")).sendKeys("feilen er rettet");
        browser.findElement(By.id("replay")).click();

        assertThat(browser.findElement(By.cssSelector("[role=status]")).getText()).contains("Satt i kø på nytt: 1.");
        soon("delivered").until(() -> program.read("/dead-letters?reference=" + reference).isEmpty());
    }

    @Test
    void findsWhoHasNotDelivered() throws Exception {
        signIn("leser");

        link("Plikter").click();
        new Select(browser.findElement(By.id("year"))).selectByValue("2023");
        new Select(browser.findElement(By.id("state"))).selectByVisibleText("Mangler");
        browser.findElement(By.cssSelector("form.search button")).click();
        picture("not-delivered");

        JsonNode missing = new AConsole(port, "leser").read("/duties?year=2023&state=MISSING");
        assertThat(browser.findElement(By.id("counts")).getText()).contains("Mangler: " + missing.size());
        assertThat(missing).isNotEmpty();
        assertThat(browser.findElement(By.cssSelector("main table")).getText())
                .contains(missing.at("/0/organisation").asText());
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
            signIn(user);
            for (String page : user.equals("godkjenner") ? List.of("/quarantine") : List.of(
                    "/?still=true", "/submissions", "/submissions?year=x", "/submissions/" + rejected, "/submissions/" + second,
                    "/dead-letters", "/dead-letters?id=" + dead, "/duties", "/senders", "/senders/" + sender, "/rules", "/receipt-check", "/audit", "/nowhere")) {
                examine(page, page.replaceAll("[^a-z]+", "-").replace(sender, "one"));
            }
        }
        browser.manage().deleteAllCookies();
        examine("/login", "login");
    }

    private void examine(String page, String name) throws IOException {
        for (String theme : List.of("light", "dark")) {
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of(
                    "features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
            go(page);
            List<Rule> violations = new AxeBuilder().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                    .analyze(browser).getViolations();
            picture(name + "-" + theme);

            assertThat(violations).as("%s in the %s theme", page, theme).extracting(rule ->
                    rule.getId() + " " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()).isEmpty();
        }
        browser.manage().window().setSize(PHONE);
        picture(name + "-phone");
        Long wider = (Long) browser.executeScript("return document.documentElement.scrollWidth - window.innerWidth");
        browser.manage().window().setSize(DESK);
        assertThat(wider).as("%s fits a phone", page).isLessThanOrEqualTo(0);
    }
}
