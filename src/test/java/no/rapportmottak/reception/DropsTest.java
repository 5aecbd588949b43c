package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.SetClock;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.submission.Claim;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropsTest {

    private static final Duration SETTLE = Duration.ofSeconds(2);

    @TempDir
    Path data;

    private final SetClock clock = new SetClock();
    private Parts parts;
    private Drops drops;

    @BeforeEach
    void assemble() {
        parts = new Parts(data, clock);
        parts.addSender("solvik");
        Handover handover = new Handover(null, parts.incoming);
        drops = new Drops(
                data.resolve("senders"),
                parts.folders,
                new Settling(clock, SETTLE),
                parts.checksums,
                parts.incoming,
                handover,
                parts.quota,
                parts.notices);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void leavesTheFolderOfASenderThatIsPausedAlone() throws Exception {
        Path folder = parts.drop("solvik", "a.xml", "<a/>").getParent().getParent();

        parts.paused.add("solvik");
        assertThat(look(folder)).isFalse();

        parts.paused.clear();
        assertThat(look(folder)).isTrue();
    }

    @Test
    void leavesAllFoldersAloneWhileTheVolumeIsFull() throws Exception {
        Path folder = parts.drop("solvik", "a.xml", "<a/>").getParent().getParent();

        parts.free.set(Parts.RESERVE - 1);
        assertThat(look(folder)).isFalse();

        parts.free.set(Parts.RESERVE);
        await().until(() -> look(folder));
    }

    @Test
    void acceptsAFileThatStayedTheSame() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        assertThat(look(file)).isFalse();

        clock.goOn(SETTLE.minusMillis(1));
        assertThat(look(file)).isFalse();

        clock.goOn(Duration.ofMillis(1));
        assertThat(look(file)).isTrue();
    }

    /** Its checksum file would have a name that no file can have. */
    @Test
    void takesAFileWithTheLongestName() throws Exception {
        String name = "ø".repeat(125) + ".json";
        Path file = parts.drop("solvik", name, "{}");
        look(file);
        clock.goOn(SETTLE);
        assertThat(look(file)).isTrue();

        assertThat(take(file).fileName()).isEqualTo(name);
    }

    /** As an old system writes æ, ø and å; what is still on its way keeps its name. */
    @Test
    void takesAFileWhoseNameIsNotUtf8() throws Exception {
        assumeTrue("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")), "names are UTF-8 here");
        Path inn = parts.folders.inn("solvik");
        Shell.run("sh", "-c", "cd '" + inn + "' && for n in '\\346rlig.xml' '\\370l.xml.part'; do echo x > \"$(printf \"$n\")\"; done");
        parts.drop("solvik", "\uFFFD.xml", "<b/>");

        parts.folders.nameReadably();

        assertThat(parts.files("senders/solvik/inn"))
                .containsExactlyInAnyOrder("_rlig.xml", "\uFFFD.xml", "\uFFFDl.xml.part");
        look(inn.resolve("_rlig.xml"));
        clock.goOn(SETTLE);
        assertThat(look(inn.resolve("_rlig.xml"))).isTrue();
    }

    @Test
    void waitsForAFileThatStillGrows() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a>");
        look(file);
        clock.goOn(SETTLE);
        parts.drop("solvik", "a.xml", "<a></a>");

        assertThat(look(file)).isFalse();
    }

    @Test
    void leavesWhatPassesTheHourOfItsSenderAndSaysSoOnce() throws Exception {
        parts.senders.add(new Sender("solvik", "999263550", "Prøve", "KOMMUNE", "nn", List.of(), List.of(), List.of(), null, true,
                List.of(), new Sender.Limits(null, 20L, 2), false));
        Waiting waiting = new Waiting(data.resolve("senders"), data.resolve("incoming"), parts.folders, parts.quota);
        Path large = parts.drop("solvik", "large.xml", "<a>more than the whole hour</a>");
        Path second = parts.drop("solvik", "second.xml", "<a/>");
        settle(large, second);

        assertThat(take(large)).isNotNull();
        assertThat(take(second)).isNull();
        assertThat(take(second)).isNull();

        assertThat(second).exists();
        assertThat(waiting.dropped(Duration.ZERO)).isEmpty();
        assertThat(parts.files("senders/solvik/kvittering")).singleElement().asString()
                .startsWith("second.xml.").endsWith(".ikke-mottatt.txt");
        Path told = parts.folders.kvittering("solvik").resolve(parts.files("senders/solvik/kvittering").get(0));
        assertThat(told).content().contains("second.xml er ikkje motteken", "20 byte i timen", " kl. ", "vi tek ho av oss sjølve")
                .doesNotContain("seinare");

        clock.goOn(Duration.ofMinutes(61));
        settle(second);
        assertThat(take(second)).isNotNull();
        assertThat(second).doesNotExist();
    }

    @Test
    void tellsEachSenderOfSoManyFilesAnHourAndOfThoseWithTheSameSafeName() throws Exception {
        Files.createDirectories(parts.folders.kvittering("solvik"));
        Files.createDirectories(parts.folders.kvittering("fjellby"));
        Refused spent = Refused.because(Why.FILES_PER_HOUR, 2);

        for (int file = 0; file < 1100; file++) {
            parts.notices.waits("solvik", file + ".xml", spent);
        }
        parts.notices.refused("fjellby", "ærlig.xml", spent);
        parts.notices.refused("fjellby", "ørlig.xml", spent);

        assertThat(parts.files("senders/solvik/kvittering")).hasSize(50);
        assertThat(parts.files("senders/fjellby/kvittering")).hasSize(2).allMatch(name -> name.startsWith("_rlig.xml.2"));
    }

    private void settle(Path... files) throws Exception {
        for (Path file : files) {
            look(file);
        }
        clock.goOn(SETTLE);
        for (Path file : files) {
            assertThat(look(file)).isTrue();
        }
    }

    @Test
    void doesNotTrustAnOldModificationTime() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(look(file)).isFalse();
    }

    @Test
    void waitsForAChecksumThatIsStillWritten() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        look(file);
        clock.goOn(SETTLE);
        parts.drop("solvik", "a.xml.sha256", "ab");

        assertThat(look(file)).isFalse();
        clock.goOn(SETTLE);
        assertThat(look(file)).isTrue();
    }

    @Test
    void doesNotTakeAFileThatChangedSinceItWasAccepted() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        settle(file);
        parts.drop("solvik", "a.xml", "<a>once more");

        assertThat(take(file)).isNull();
        assertThat(file).exists();
    }

    @Test
    void takesAnAcceptedFileAndLetsItGoWhenTheExchangeIsDone() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        settle(file);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        Claim claim = drops.take(candidate(file), exchange);

        assertThat(claim.fileName()).isEqualTo("a.xml");
        assertThat(parts.incoming.leftOver()).isEmpty();
        exchange.getExchangeExtension().handoverCompletions().forEach(work -> work.onFailure(exchange));
        assertThat(parts.incoming.leftOver()).containsExactly(claim);
    }

    @Test
    void removesAChecksumThatCameAfterItsFile() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        settle(file);
        take(file);
        Path late = parts.drop("solvik", "a.xml.sha256", "abc");

        assertThat(look(late)).isFalse();

        assertThat(late).doesNotExist();
    }

    @Test
    void removesAChecksumThatLiesAloneForADay() throws Exception {
        Path alone = parts.drop("solvik", "b.xml.sha256", "abc");
        Files.setLastModifiedTime(alone, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        look(alone);
        assertThat(alone).exists();

        clock.goOn(Duration.ofHours(25));
        look(alone);
        assertThat(alone).doesNotExist();
    }

    @Test
    void neverLooksIntoReceiptsOrStrangersFolders() throws Exception {
        Files.createDirectories(data.resolve("senders/stranger/inn"));

        assertThat(look(data.resolve("senders/solvik"))).isTrue();
        assertThat(look(data.resolve("senders/solvik/inn"))).isTrue();
        assertThat(look(data.resolve("senders/solvik/kvittering"))).isFalse();
        assertThat(look(data.resolve("senders/stranger"))).isFalse();
    }

    private void settle(Path file) {
        look(file);
        clock.goOn(SETTLE);
        assertThat(look(file)).isTrue();
    }

    private boolean look(Path path) {
        return drops.accept(candidate(path));
    }

    private Claim take(Path file) {
        return drops.take(candidate(file), new DefaultExchange(new DefaultCamelContext()));
    }

    private GenericFile<File> candidate(Path path) {
        return FileConsumer.asGenericFile(data.resolve("senders").toString(), path.toFile(), null, false);
    }
}
