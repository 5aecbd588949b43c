package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A sender who has a key, a stock {@code sftp} and two reports, and a consumer who has an AMQP 1.0 client. Alone, since it measures. */
@Timeout(300)
@Isolated
class StrangerIT {

    private static final String SENDER = "fremmed";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Path WARM_UP = Samples.sample("valid/tilskuddsrapport-samiske-brukere.xml");
    private static final Path XML = Samples.sample("valid/tilskuddsrapport-rusarbeid-alt-overfoert.xml");
    private static final Path JSON = Samples.sample("valid/tilskuddsrapport-aktivitetstilbud-alt-brukt.json");

    @TempDir
    Path folder;

    private Hub hub;

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void getsItsReceiptsSoonAndTheConsumerGetsTheReports() throws Exception {
        assumeTrue(Command.isInstalled("sftp") && Command.isInstalled("ssh-keygen"), "skipped: no OpenSSH client here");
        Path home = Files.createDirectory(folder.resolve("home"));
        makeKeyFor(home);
        hub = new Hub("stranger", home, Jar.unpacked());
        hub.start();
        upload(WARM_UP);
        awaitReceipts(1);
        Message.take(hub, 1);

        upload(XML, JSON);
        long uploaded = System.nanoTime();
        awaitReceipts(3);

        Duration latency = Duration.ofNanos(System.nanoTime() - uploaded);
        reportLatency(latency);
        assertThat(latency).isLessThan(SOON);
        collectsItsReceipts();
        assertThat(Message.take(hub, 2)).extracting(Message::type).containsExactly("tilskuddsrapport", "tilskuddsrapport");
        archivePackagesAreWhole();
        changesItsKey();
    }

    /** On the command line, beside the hub: the old key ends at once, the new one gets in. */
    private void changesItsKey() throws IOException {
        assertThat(Command.of(folder, "ssh-keygen", "-q", "-N", "", "-t", "ecdsa", "-f", "next").run().status()).isZero();

        sender("rotate", SENDER, "--key", folder.resolve("next.pub").toString(), "--label", "ny maskin", "--old-until", "now",
                "--reason", "byttet maskin");

        await().atMost(Duration.ofSeconds(5)).until(() -> tries("id_ed25519", "ls /").status() != 0);
        assertThat(tries("next", "ls /").status()).isZero();
        await().untilAsserted(() -> assertThat(sender("list").lines().filter(line -> line.contains("SHA256:")))
                .hasSize(2).allMatch(line -> line.contains("last used")));
        sender("disable", SENDER, "--reason", "prøven er over");
        await().atMost(Duration.ofSeconds(5)).until(() -> tries("next", "ls /").status() != 0);
    }

    private String sender(String... arguments) {
        List<String> line = new ArrayList<>(List.of("sender"));
        line.addAll(List.of(arguments));
        Command.Result result = new Command(hub.home, Jar.line(Jar.unpacked(), line.toArray(String[]::new))).run();
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private void makeKeyFor(Path home) throws IOException {
        Path key = folder.resolve("id_ed25519");
        assertThat(Command.of(folder, "ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", key.toString()).run().status()).isZero();
        HomeFolder.configureSender(home, SENDER, Files.readString(folder.resolve("id_ed25519.pub")),
                Set.of(Samples.organisation(WARM_UP), Samples.organisation(XML), Samples.organisation(JSON)));
    }

    private void upload(Path... files) throws IOException {
        sftp(Arrays.stream(files).map(file -> "put " + file + " inn/").toArray(String[]::new));
    }

    private void sftp(String... commands) throws IOException {
        Command.Result result = tries("id_ed25519", commands);
        assertThat(result.status()).as(result.err()).isZero();
    }

    private Command.Result tries(String key, String... commands) throws IOException {
        Path batch = Files.write(folder.resolve("batch"), Arrays.asList(commands));
        return Command.of(folder, "sftp", "-b", batch.toString(), "-P", "" + hub.ports.sftp(), "-F", "/dev/null",
                "-i", key, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes",
                "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                SENDER + "@127.0.0.1").run();
    }

    private void awaitReceipts(int submissions) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
            Receipts receipts = Receipts.in(hub.kvittering(SENDER));
            assertThat(Receipts.KINDS).allSatisfy(kind -> assertThat(receipts.references(kind)).hasSize(submissions));
        });
    }

    /** From the moment each file was whole in the hub, as its receipt says, to the last of its receipts. */
    private void reportLatency(Duration afterTheUpload) throws IOException {
        StringBuilder line = new StringBuilder("StrangerIT: all receipts %d ms after sftp ended;".formatted(afterTheUpload.toMillis()));
        for (Path receipt : Receipts.in(hub.kvittering(SENDER)).ending("resultat.json")) {
            JsonNode result = new ObjectMapper().readTree(receipt.toFile());
            Instant received = Instant.parse(result.path("mottatt").asText());
            Instant written = Files.getLastModifiedTime(receipt).toInstant();
            line.append(" %s: %d ms".formatted(result.path("filnavn").asText(), Duration.between(received, written).toMillis()));
        }
        System.out.println(line);
    }

    private void collectsItsReceipts() throws Exception {
        Path collected = Files.createDirectory(folder.resolve("kvittering"));
        sftp("get kvittering/* " + collected + "/");

        Receipts receipts = Receipts.in(collected);
        receipts.areWhole();
        assertThat(receipts.files()).hasSize(3 * Receipts.KINDS.size());
        assertThat(receipts.results()).extracting(result -> result.path("utfall").asText()).allMatch(outcome -> outcome.startsWith("GODKJENT"));
    }

    private void archivePackagesAreWhole() throws IOException {
        await().until(() -> hub.files("archive").size() == 3);
        for (Path zip : hub.files("archive")) {
            String reference = zip.getFileName().toString().replace(".zip", "");
            Path bag = unzip(zip).resolve(reference);
            assertThat(bag.resolve("manifest-sha256.txt")).exists();
            if (Command.isInstalled("sha256sum")) {
                for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
                    Command.Result result = Command.of(bag, "sha256sum", "-c", manifest).run();
                    assertThat(result.status()).as(result.out() + result.err()).isZero();
                }
            }
        }
    }

    private Path unzip(Path zip) throws IOException {
        Path target = Files.createTempDirectory(folder, "package");
        try (InputStream in = Files.newInputStream(zip); ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(target);
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
        return target;
    }
}
