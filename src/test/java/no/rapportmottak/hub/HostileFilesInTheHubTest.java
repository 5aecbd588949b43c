package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.hub.HostileFiles.HostileFile;
import no.rapportmottak.reception.SenderFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Hostile files by both channels: each is answered in its own sender's folder, kept as it was, and fetches nothing;
 * and the hub goes on.
 */
@HubTest
class HostileFilesInTheHubTest {

    /** Larger ones are refused by the size that this hub allows. */
    private static final int LARGEST = 500_000;
    private static final Pattern MARKUP = Pattern.compile("<script|<img src=x|<svg|<b>|onerror=alert\\(1\\)>");

    @Autowired
    Hub hub;

    @Autowired
    SenderFolders folders;

    private Trap trap;

    @BeforeEach
    void setTrap() throws IOException {
        trap = new Trap();
    }

    @AfterEach
    void removeTrap() throws IOException {
        trap.close();
    }

    @Test
    void areAnsweredByFolder() throws Exception {
        String sender = hub.sender();
        Map<String, HostileFile> sent = named(2, 0);
        for (Map.Entry<String, HostileFile> file : sent.entrySet()) {
            hub.drop(sender, file.getKey(), file.getValue().content());
        }

        assertAnswered(sender, sent);
    }

    @Test
    void areAnsweredBySftp() throws Exception {
        String sender = hub.sender();
        Map<String, HostileFile> sent = named(6, 1);
        for (Map.Entry<String, HostileFile> file : sent.entrySet()) {
            hub.upload(sender, file.getKey(), file.getValue().content());
        }

        assertAnswered(sender, sent);
    }

    @Test
    void areAnsweredWhateverDamagedThem() throws Exception {
        String byFolder = hub.sender();
        String bySftp = hub.sender();
        List<Sample> samples = Sample.all();
        Map<String, HostileFile> dropped = new LinkedHashMap<>();
        Map<String, HostileFile> uploaded = new LinkedHashMap<>();
        for (int seed = 10_000; seed < 10_080; seed++) {
            Damage damage = new Damage(seed);
            byte[] content = damage.of(samples.get(seed % samples.size()).bytes());
            HostileFile file = new HostileFile("seed " + seed, content, "");
            if (seed % 4 == 0) {
                uploaded.put("skadd-" + seed + ".dat", file);
                hub.upload(bySftp, "skadd-" + seed + ".dat", content);
            } else {
                dropped.put(damage.name(), file);
            }
        }
        for (Map.Entry<String, HostileFile> file : dropped.entrySet()) {
            hub.drop(byFolder, file.getKey(), file.getValue().content());
        }

        assertAnswered(byFolder, dropped);
        assertAnswered(bySftp, uploaded);
    }

    @Test
    void areAnsweredWhateverTheirNames() throws Exception {
        String sender = hub.sender();
        Map<String, HostileFile> sent = new LinkedHashMap<>();
        for (String name : HostileFiles.NAMES) {
            // A folder holds both names of the twins, so that each is a report of its own.
            HostileFile report = new HostileFile(name, AReport.ofItsOwn().json().getBytes(StandardCharsets.UTF_8), "");
            if (name.getBytes(StandardCharsets.UTF_8).length <= 250) {
                sent.put(name, report);
                hub.drop(sender, name, report.content());
            }
        }

        Map<String, JsonNode> results = assertAnswered(sender, sent);

        assertThat(results.values()).extracting(Hub::outcome).containsOnly("GODKJENT");
        assertThat(codes(results.get("con.xml"))).contains("MOT-025");
        assertThat(codes(results.get("linje\nskift.xml"))).contains("MOT-025");
        assertThat(codes(results.get("a\u030ar.xml"))).contains("MOT-025");
        assertThat(codes(results.get("\u00e5r.xml"))).doesNotContain("MOT-025");
    }

    /** Every so-manieth; all of them pass the check elsewhere. */
    private Map<String, HostileFile> named(int step, int first) {
        List<HostileFile> files = HostileFiles.at(trap.address());
        Map<String, HostileFile> named = new LinkedHashMap<>();
        for (int i = first; i < files.size(); i += step) {
            if (files.get(i).content().length < LARGEST) {
                named.put("fil-" + i + ".dat", files.get(i));
            }
        }
        return named;
    }

    /** The results by the names that were sent. */
    private Map<String, JsonNode> assertAnswered(String sender, Map<String, HostileFile> sent) throws Exception {
        Hub.soon("all answers of " + sender).atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(results(sender).keySet()).containsExactlyInAnyOrderElementsOf(sent.keySet()));
        hub.settle();
        Map<String, JsonNode> results = results(sender);
        for (Map.Entry<String, HostileFile> file : sent.entrySet()) {
            JsonNode result = results.get(file.getKey());
            HostileFile hostile = file.getValue();
            assertThat(result.get("avsender").asText()).isEqualTo(sender);
            assertThat(outcome(result)).as("%s", hostile).isNotEqualTo("KARANTENE");
            assertThat(codes(result)).as("%s %s", hostile, result.get("funn")).doesNotContain("MOT-901");
            if (!hostile.code().isEmpty() && !outcome(result).equals("DUPLIKAT")) {
                assertThat(codes(result)).as("%s", hostile).contains(hostile.code());
            }
            assertThat(result.get("sha256").asText()).as("%s", hostile).isEqualTo(Hub.sha256(hostile.content()));
            assertThat(original(result)).as("%s", hostile).hasBinaryContent(hostile.content());
        }
        assertNoMarkup(sender);
        assertThat(trap.visits()).isEmpty();
        assertThat(outcome(hub.send(hub.sender(), AReport.ofItsOwn().json()))).isEqualTo("GODKJENT");
        return results;
    }

    private Map<String, JsonNode> results(String sender) throws IOException {
        Map<String, JsonNode> results = new HashMap<>();
        for (Path receipt : receipts(sender, ".resultat.json")) {
            JsonNode result = Hub.JSON.readTree(receipt.toFile());
            assertThat(results.put(result.get("filnavn").asText(), result)).isNull();
        }
        return results;
    }

    private Path original(JsonNode result) throws IOException {
        try (Stream<Path> files = Files.walk(hub.data().resolve("originals"))) {
            return files.filter(file -> file.endsWith(reference(result))).findFirst().orElseThrow();
        }
    }

    private void assertNoMarkup(String sender) throws IOException {
        for (Path page : receipts(sender, ".resultat.html")) {
            assertThat(Files.readString(page)).doesNotContainPattern(MARKUP);
        }
    }

    private List<Path> receipts(String sender, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folders.kvittering(sender))) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(ending)).toList());
        }
    }
}
