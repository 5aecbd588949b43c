package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code kill -9} at random instants of 200 uploads, and a SIGTERM as soon as the last is told to be complete. The folder's writer hands each file in once; the SFTP clients
 * repeat what they were not told to be complete, as real ones do. Repeat a run with
 * {@code -Drapportmottak.it.seed=…}.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {

    private static final String SENDER = "solvik";
    private static final Path XML = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.xml");
    private static final Path JSON = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
    private static final int KILLS = 3;
    private static final int EACH = 25;
    private static final int MOST_RECEIPTS = 100;
    private static final int MOST_MILLIS = 200;

    @TempDir
    Path folder;

    private final List<Handed> handed = new ArrayList<>();
    private final ExecutorService killer = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        killer.shutdownNow();
    }

    @Test
    void givesEachFileOneOutcomeAndOneMessageWheneverItIsKilledOrTold() throws Exception {
        long seed = Long.getLong("rapportmottak.it.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("CrashIT: seed " + seed);
        try (Hub hub = new Hub("crash", folder, Jar.unpacked()); SftpUploads sftp = new SftpUploads(hub, SENDER)) {
            HomeFolder.configureSender(folder, SENDER, sftp.publicKey(), Set.of(Samples.organisation(XML)));
            Files.createDirectories(hub.inn(SENDER));
            for (int phase = 0; phase < KILLS; phase++) {
                hub.start();
                CompletableFuture<Void> killed = killAtRandom(hub, phase, random);
                handIn(hub, sftp, phase);
                killed.join();
            }
            hub.start();
            handIn(hub, sftp, KILLS);
            assertThat(sftp.waiting()).isZero();
            assertThat(hub.terminate()).isZero();

            Duration start = hub.start();

            long begun = System.nanoTime();
            awaitTheEnd(hub);

            System.out.println("CrashIT: started in %d ms, all at rest after another %d ms".formatted(
                    start.toMillis(), Duration.ofNanos(System.nanoTime() - begun).toMillis()));
            assertThat(handed).hasSize((KILLS + 1) * EACH * 2);
            assertOneOfEach(hub);
        }
    }

    /** At a random instant of what the phase is about: seen by what lies on the disk, so that a slow machine is hit too. */
    private CompletableFuture<Void> killAtRandom(Hub hub, int phase, Random random) {
        Path kvittering = hub.kvittering(SENDER);
        int receipts = count(kvittering) + random.nextInt(MOST_RECEIPTS);
        BooleanSupplier begun = switch (phase) {
            case 0 -> () -> count(hub.data().resolve("incoming")) > 0;
            case 2 -> () -> count(hub.data().resolve("uploads/logins")) > 0;
            default -> () -> count(kvittering) >= receipts;
        };
        Duration more = Duration.ofMillis(random.nextInt(phase % 2 == 0 ? MOST_MILLIS / 4 : MOST_MILLIS));
        return CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(begun::getAsBoolean);
            await().pollDelay(more).until(() -> true);
            hub.kill();
            System.out.println("CrashIT: killed with %d logins uploading, %d claims, %d receipts".formatted(
                    count(hub.data().resolve("uploads/logins")), count(hub.data().resolve("incoming")), count(kvittering)));
        }, killer);
    }

    private static int count(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** Files into the folder and as many over SFTP, beside each other. */
    private void handIn(Hub hub, SftpUploads sftp, int phase) throws IOException {
        for (int i = phase * EACH; i < (phase + 1) * EACH; i++) {
            sftp.add(hand("sftp-%03d".formatted(i), JSON));
        }
        CompletableFuture<Void> uploads = sftp.upload();
        for (int i = phase * EACH; i < (phase + 1) * EACH; i++) {
            drop(hub, hand("mappe-%03d".formatted(i), XML));
        }
        uploads.join();
    }

    private Handed hand(String reference, Path sample) throws IOException {
        Handed file = Handed.of(reference + sample.toString().substring(sample.toString().lastIndexOf('.')),
                Samples.withReference(sample, reference));
        handed.add(file);
        return file;
    }

    private static void drop(Hub hub, Handed file) throws IOException {
        Path temporary = Files.write(hub.inn(SENDER).resolve(file.name() + ".part"), file.content());
        Files.move(temporary, hub.inn(SENDER).resolve(file.name()));
        file.attempted();
    }

    private void awaitTheEnd(Hub hub) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
            assertThat(hub.files("senders/" + SENDER + "/inn")).isEmpty();
            assertThat(claimed(hub)).isEmpty();
            Receipts receipts = Receipts.in(hub.kvittering(SENDER));
            assertThat(receipts.references("resultat.json")).hasSizeGreaterThanOrEqualTo(handed.size());
            assertThat(Receipts.KINDS).allSatisfy(kind ->
                    assertThat(receipts.references(kind)).isEqualTo(receipts.references("resultat.json")));
            assertThat(hub.files("archive")).hasSizeGreaterThanOrEqualTo(handed.size());
        });
    }

    /** Without the notes of claims that the kill came in front of: they go after a while, and nothing comes of them. */
    private static List<Path> claimed(Hub hub) throws IOException {
        return hub.files("incoming").stream().filter(file -> !file.endsWith(".claim")).toList();
    }

    private void assertOneOfEach(Hub hub) throws Exception {
        Receipts receipts = Receipts.in(hub.kvittering(SENDER));
        receipts.areWhole();
        Map<String, List<JsonNode>> results =
                receipts.results().stream().collect(Collectors.groupingBy(result -> result.path("sha256").asText()));
        assertThat(results.keySet()).as("nothing half").isEqualTo(handed.stream().map(Handed::sha256).collect(Collectors.toSet()));
        Set<String> accepted = new TreeSet<>();
        for (Handed file : handed) {
            accepted.add(theAcceptedOne(file, results.get(file.sha256())));
        }
        assertThat(hub.files("archive").stream().map(CrashIT::reference)).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(hub.files("uploads")).isEmpty();
        assertOneMessageEach(hub, accepted);
    }

    /** One outcome for what was handed in once; what was repeated may have duplicates, no more than it had attempts. */
    private static String theAcceptedOne(Handed file, List<JsonNode> results) {
        assertThat(results).as(file.name()).hasSizeBetween(1, file.attempts());
        List<JsonNode> accepted = results.stream().filter(result -> !result.path("utfall").asText().equals("DUPLIKAT")).toList();
        assertThat(accepted).as(file.name()).singleElement().satisfies(
                result -> assertThat(result.path("utfall").asText()).startsWith("GODKJENT"));
        return accepted.get(0).path("referanse").asText();
    }

    private static void assertOneMessageEach(Hub hub, Set<String> accepted) throws Exception {
        List<Message> messages = Message.take(hub, accepted.size());
        Map<String, String> referenceOf = messages.stream()
                .collect(Collectors.toMap(Message::id, Message::reference, (one, other) -> one));
        System.out.println("CrashIT: %d messages, %d of them repeated".formatted(
                messages.size(), messages.size() - referenceOf.size()));
        assertThat(referenceOf.values()).containsExactlyInAnyOrderElementsOf(accepted);
    }

    private static String reference(Path zip) {
        return zip.getFileName().toString().replace(".zip", "");
    }
}
