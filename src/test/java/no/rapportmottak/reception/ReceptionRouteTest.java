package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.ledger.KeyUses;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersEditor;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The real route files over real folders; only the stage after reception is a stand-in. */
@CamelSpringBootTest
@SpringBootTest(
        classes = ReceptionRouteTest.Surroundings.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/receive-drop.camel.yaml,file:routes/resume.camel.yaml,"
                    + "file:routes/sender-folders.camel.yaml",
            "spring.main.allow-bean-definition-overriding=true",
            "rapportmottak.sftp.port=0",
            "rapportmottak.drop.settle=200ms"
        })
@DirtiesContext
class ReceptionRouteTest {

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void freshFolder(DynamicPropertyRegistry properties) {
        properties.add("rapportmottak.data", data::toString);
    }

    @Autowired
    Received received;

    @Autowired
    SenderFolders folders;

    @Autowired
    Senders senders;

    @Autowired
    Incoming incoming;

    @Autowired
    FaultyDrops drops;

    @BeforeEach
    void foldersAreThere() {
        received.claims.clear();
        folders.makeAll();
    }

    @Test
    void takesADroppedFile() throws Exception {
        drop("solvik", "søknad 1.xml", "<a/>");

        Claim claim = received.named("søknad 1.xml");

        assertThat(claim.channel()).isEqualTo(Channel.MAPPE);
        assertThat(claim.sender()).isEqualTo("solvik");
        assertThat(received.content.get("søknad 1.xml")).isEqualTo("<a/>");
        assertThat(incoming.leftOver()).isEmpty();
        assertThat(folders.inn("solvik").resolve("søknad 1.xml")).doesNotExist();
    }

    @Test
    void takesTheChecksumThatLiesBesideAFile() throws Exception {
        drop("solvik", "sum.xml.sha256", "abc");
        drop("solvik", "sum.xml", "<a/>");

        assertThat(received.named("sum.xml").declaredSha256()).isEqualTo("abc");
        assertThat(folders.inn("solvik").resolve("sum.xml.sha256")).doesNotExist();
    }

    @Test
    void leavesAloneWhatIsNotASendersFinishedFile() throws Exception {
        Path inn = folders.inn("solvik");
        Path secret = Files.writeString(data.resolve("secret"), "s");
        Files.createSymbolicLink(inn.resolve("link.xml"), secret);
        Files.createDirectories(inn.resolve("folder.xml"));
        drop("solvik", "folder.xml/inside.xml", "x");
        drop("solvik", "half.xml.part", "x");
        drop("solvik", ".hidden.xml", "x");
        drop("solvik", "../kvittering/svar.json", "{}");
        drop("closed", "a.xml", "x");
        drop("stranger", "a.xml", "x");
        drop("solvik", "last.xml", "x");

        received.named("last.xml");

        await().during(1500, TimeUnit.MILLISECONDS).until(() -> received.claims.size() == 1);
        assertThat(folders.strangers()).containsExactly("stranger");
    }

    @Test
    void losesNothingWhenAPollThrowsOnTheSecondFile() throws Exception {
        drops.throwOnceAtFile(2);
        for (int i = 0; i < 5; i++) {
            drop("solvik", "throws-" + i + ".xml", "x" + i);
        }

        await().until(() -> received.claims.size() == 5);

        assertThat(drops.thrown).isTrue();
        assertThat(received.claims).extracting(Claim::fileName).doesNotHaveDuplicates();
    }

    @Test
    void takesManyFilesOnceEach() throws Exception {
        for (int i = 0; i < 500; i++) {
            drop("solvik", "many-" + i + ".xml", "x" + i);
        }

        await().atMost(20, TimeUnit.SECONDS).until(() -> received.claims.size() == 500);

        assertThat(received.claims)
                .extracting(Claim::fileName)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "many-" + i + ".xml").toList());
    }

    @Test
    void takesUpAgainWhatFailedOnItsWay() throws Exception {
        received.failing.add("again.xml");
        drop("solvik", "again.xml", "x");
        await().until(() -> received.failing.isEmpty());

        Claim claim = received.named("again.xml");

        assertThat(claim.channel()).isEqualTo(Channel.MAPPE);
        assertThat(received.content.get("again.xml")).isEqualTo("x");
    }

    @Test
    void makesTheFoldersOfASenderThatIsConfiguredLater() {
        senders.add(sender("later", true));

        await().until(() -> Files.isDirectory(folders.kvittering("later")));
    }

    private void drop(String sender, String name, String content) throws IOException {
        Path file = data.resolve("senders").resolve(sender).resolve("inn").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Sender sender(String id, boolean enabled) {
        return new Sender(
                id, "999263550", "Prøve", "KOMMUNE", "nb", List.of(), List.of(), List.of(), null, enabled);
    }

    /** What stands for the next stage: notes the claims, and releases them as the ledger would. */
    static class Received extends RouteBuilder {

        final Set<Claim> claims = ConcurrentHashMap.newKeySet();
        final Map<String, String> content = new ConcurrentHashMap<>();
        final Set<String> failing = ConcurrentHashMap.newKeySet();
        private final Incoming incoming;

        Received(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public void configure() {
            from("direct:receive").process(exchange -> {
                Claim claim = exchange.getMessage().getBody(Claim.class);
                if (failing.remove(claim.fileName())) {
                    throw new IllegalStateException("the next stage is away");
                }
                content.put(claim.fileName(), Files.readString(claim.file()));
                claims.add(claim);
                incoming.release(claim);
            });
        }

        Claim named(String fileName) {
            await().until(() -> claims.stream().anyMatch(claim -> claim.fileName().equals(fileName)));
            return claims.stream().filter(claim -> claim.fileName().equals(fileName)).findFirst().orElseThrow();
        }
    }

    /** Throws in the middle of one poll, as a broken disk or a bug would. */
    static class FaultyDrops extends Drops {

        private volatile int countdown;
        volatile boolean thrown;

        FaultyDrops(ReceptionSettings settings, Clock clock, SenderFolders folders, Checksums checksums,
                Incoming incoming, Handover handover, Quota quota, Notices notices) {
            super(settings.senders(), folders, new Settling(clock, settings.drop().settle()), checksums, incoming,
                    handover, quota, notices);
        }

        void throwOnceAtFile(int number) {
            countdown = number;
        }

        @Override
        public boolean accept(GenericFile<File> candidate) {
            boolean accepted = super.accept(candidate);
            if (accepted && !candidate.isDirectory() && countdown > 0 && --countdown == 0) {
                thrown = true;
                throw new IllegalStateException("a poll that throws");
            }
            return accepted;
        }
    }

    @Configuration
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    @Import(ReceptionConfiguration.class)
    static class Surroundings {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Senders senders() {
            return new Senders(List.of(sender("solvik", true), sender("closed", false)));
        }

        /** There is no ledger here, and so nobody is paused. */
        @Bean
        Pauses pauses(Clock clock) {
            return new Pauses(null, null, clock, null);
        }

        @Bean
        Peers peers() {
            return new Peers("denne", Set::of);
        }

        @Bean
        KeyUses keyUses(Clock clock) {
            return new KeyUses(null, clock);
        }

        @Bean
        SendersEditor sendersEditor() {
            return new SendersEditor(data.resolve("senders.yaml"));
        }

        @Bean
        FileChanges fileChanges() {
            return new FileChanges(null, null);
        }

        @Bean
        Received received(Incoming incoming) {
            return new Received(incoming);
        }

        @Bean
        FaultyDrops drops(ReceptionSettings settings, Clock clock, SenderFolders folders, Checksums checksums,
                Incoming incoming, Handover handover, Quota quota, Notices notices) {
            return new FaultyDrops(settings, clock, folders, checksums, incoming, handover, quota, notices);
        }
    }
}
