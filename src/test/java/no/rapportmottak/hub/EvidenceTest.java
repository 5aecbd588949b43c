package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.History;
import no.rapportmottak.ledger.Originals;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.operations.Evidence;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.trust.AuditRoots;
import no.rapportmottak.trust.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code evidence} writes can be checked by people who have nothing of ours: here with the JDK and a shell alone. */
@HubTest
class EvidenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Hub hub;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Chain chain;

    @Autowired
    AuditRoots roots;

    @Autowired
    Receipts receipts;

    @TempDir
    Path folder;

    @Test
    void holdsEverythingThatWasReceivedDecidedAndSent() throws Exception {
        String sender = hub.sender();
        String document = AReport.ofItsOwn().json();
        JsonNode result = hub.send(sender, document);
        String name = result.get("filnavn").asText() + "." + reference(result) + ".resultat.json";

        Map<String, byte[]> bundle = bundle(reference(result));

        assertThat(text(bundle, "original/")).isEqualTo(document);
        assertThat(text(bundle, "kvitteringer/" + name)).isEqualTo(hub.receiptText(sender, name));
        assertThat(text(bundle, "kvitteringer/" + name + ".jws")).isEqualTo(hub.receiptText(sender, name + ".jws"));
        assertThat(JSON.readTree(text(bundle, "leveringer.json"))).allSatisfy(
                delivery -> assertThat(delivery.get("tilstand").asText()).isEqualTo("LEVERT"));
        assertThat(bundle).containsKey("pakke/" + reference(result) + ".zip").containsKey("melding/kanonisk.json");
        for (String line : text(bundle, "manifest-sha256.txt").lines().toList()) {
            assertThat(line).isEqualTo(sha256(bundle.get(line.substring(66))) + "  " + line.substring(66));
        }
        assertThat(text(bundle, "manifest-sha256.txt").lines()).hasSize(bundle.size() - 1);
    }

    @Test
    void leadsFromEachEntryOfTheAuditToWhatWasSigned() throws Exception {
        Map<String, byte[]> open = bundle(reference(hub.send(hub.sender(), AReport.ofItsOwn().json())));

        JsonNode entries = JSON.readTree(text(open, "revisjon/ledd.json"));
        assertThat(entries).hasSizeGreaterThan(5).allSatisfy(EvidenceTest::isChained);
        String end = entries.get(0).get("forrigeKjede").asText();
        for (String line : text(open, "revisjon/hale.txt").lines().toList()) {
            end = sha256((end + line.split(" ")[1]).getBytes(UTF_8));
        }
        assertThat(JSON.readTree(text(open, "revisjon/siste.json")).get("sisteHash").asText()).isEqualTo(end);
    }

    @Test
    void isRefusedForWhatIsUnknown() throws Exception {
        assertThat(evidence().write(new Reference("018dac35-7100-7044-8f08-7eef28dee7d1"), new ByteArrayOutputStream())).isFalse();
    }

    @Test
    void isCheckedByTheCommandsOfItsGuide() throws Exception {
        Map<String, byte[]> bundle = bundle(reference(hub.send(hub.sender(), AReport.ofItsOwn().json())));
        for (Map.Entry<String, byte[]> file : bundle.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }

        String commands = text(bundle, "LES-MEG.md").lines()
                .filter(line -> line.startsWith("    "))
                .reduce("set -e", (all, line) -> all + "\n" + line);
        assertThat(shell(commands)).contains("Signature Verified Successfully").contains("manifest").doesNotContain("FAILED");
        assertThat(shell(commands.replace("FIL=$(ls kvitteringer/*resultat.json)", "FIL=revisjon/siste.json")))
                .contains("Signature Verified Successfully");
    }

    private String shell(String commands) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", commands + "\necho manifest").directory(folder.toFile())
                .redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static void isChained(JsonNode entry) throws Exception {
        String digest = sha256(entry.get("linje").asText().getBytes(UTF_8));
        assertThat(entry.get("avtrykk").asText()).isEqualTo(digest);
        assertThat(entry.get("kjede").asText()).isEqualTo(sha256((entry.get("forrigeKjede").asText() + digest).getBytes(UTF_8)));
    }

    private Map<String, byte[]> bundle(String reference) throws Exception {
        hub.settle();
        Hub.soon("chain").until(() -> chain.waiting() == 0);
        roots.export();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(evidence().write(new Reference(reference), out)).isTrue();
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName().substring(reference.length() + 1), zip.readAllBytes());
            }
        }
        return files;
    }

    private Evidence evidence() {
        return new Evidence(new History(jdbc, new Originals(hub.data().resolve("originals"))),
                new Search(database, new Timeline(jdbc, Clock.systemUTC())), chain, receipts, hub.data());
    }

    /** @param name of a file, or of a folder with one file */
    private static String text(Map<String, byte[]> files, String name) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().equals(name) || name.endsWith("/") && file.getKey().startsWith(name))
                .map(file -> new String(file.getValue(), UTF_8)).findFirst().orElseThrow();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
