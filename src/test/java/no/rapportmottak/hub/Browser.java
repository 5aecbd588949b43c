package no.rapportmottak.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium at the console; pictures of the pages lie in {@code target/console/}. */
final class Browser implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/console");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Dimension DESK = new Dimension(1280, 1000);
    private static final Dimension PHONE = new Dimension(390, 844);

    private final ChromeDriver driver;
    private final int port;

    private Browser(ChromeDriver driver, int port) {
        this.driver = driver;
        this.port = port;
    }

    /** Skips the test where Chromium or its driver is missing. */
    static Browser at(int port) throws IOException {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser").map(Path::of)
                .filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(chromium.isPresent() && Files.isExecutable(DRIVER), "Chromium or its driver is not installed");
        Files.createDirectories(PICTURES);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=nb");
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(DESK);
        driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(5));
        return new Browser(driver, port);
    }

    void signIn(String user) {
        signOut();
        go("/login?spraak=nb");
        find(By.name("username")).sendKeys(user);
        find(By.name("password")).sendKeys(AConsole.PASSWORD);
        find(By.cssSelector("main button")).click();
        find(By.cssSelector("nav.pages"));
    }

    void signOut() {
        driver.manage().deleteAllCookies();
    }

    void go(String path) {
        driver.get("http://127.0.0.1:" + port + path);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    WebElement find(By by) {
        return driver.findElement(by);
    }

    WebElement link(String text) {
        return find(By.partialLinkText(text));
    }

    void picture(String name) throws IOException {
        Files.move(driver.getScreenshotAs(OutputType.FILE).toPath(), PICTURES.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What axe-core finds on a page, in both themes, and whether the page fits a phone. */
    void examine(String page, String name) throws IOException {
        for (String theme : List.of("light", "dark")) {
            driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of(
                    "features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
            go(page);
            List<Rule> violations = new AxeBuilder().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                    .analyze(driver).getViolations();
            picture(name + "-" + theme);

            assertThat(violations).as("%s in the %s theme", page, theme).extracting(rule ->
                    rule.getId() + " " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()).isEmpty();
        }
        driver.manage().window().setSize(PHONE);
        picture(name + "-phone");
        Long wider = (Long) driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth");
        driver.manage().window().setSize(DESK);
        assertThat(wider).as("%s fits a phone", page).isLessThanOrEqualTo(0);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
