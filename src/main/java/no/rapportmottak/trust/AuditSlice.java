package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.Chain.Root;
import no.rapportmottak.ledger.Link;

/**
 * What the audit says of one submission, for people who have no hub: the entries, the way from each to something that was
 * signed, and what was signed. An entry of a day that is closed is a leaf of the day's root; of the entries since, the tail
 * of the chain leads to where it ended when that was signed last.
 */
public final class AuditSlice {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAIL = "hale.txt";

    private final Chain chain;
    private final Path folder;

    /** @param data of the hub */
    public AuditSlice(Chain chain, Path data) {
        this.chain = chain;
        this.folder = data.resolve("audit");
    }

    /** @return files by name; {@code ledd.json} has the entries */
    public Map<String, byte[]> about(String reference) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Root> roots = chain.roots();
        ArrayNode entries = JSON.createArrayNode();
        long firstInTail = 0;
        for (Link link : chain.about(reference)) {
            Optional<Root> root = roots.stream().filter(r -> r.first() <= link.seq() && link.seq() <= r.last()).findFirst();
            ObjectNode entry = entry(link);
            if (root.isPresent()) {
                prove(entry, link, root.get());
                signed(files, root.get().day());
            } else if (firstInTail == 0) {
                firstInTail = link.seq();
            }
            entries.add(entry);
        }
        files.put("ledd.json", (entries.toPrettyString() + "\n").getBytes(UTF_8));
        if (firstInTail > 0 && signed(files, AuditRoots.LATEST)) {
            files.put(TAIL, tail(firstInTail, files.get(AuditRoots.LATEST + ".json")).getBytes(UTF_8));
        }
        return files;
    }

    private ObjectNode entry(Link link) {
        return JSON.createObjectNode()
                .put("nummer", link.seq())
                .put("linje", link.line())
                .put("avtrykk", link.digest())
                .put("forrigeKjede", chain.before(link.seq()))
                .put("kjede", link.hash());
    }

    private void prove(ObjectNode entry, Link link, Root root) {
        entry.put("rot", root.day());
        ArrayNode way = entry.putArray("vei");
        Merkle.proof(AuditRoots.leaves(chain, root), (int) (link.seq() - root.first()))
                .forEach(step -> way.addObject().put("side", step.side()).put("hash", step.hash()));
    }

    /** Puts a root and its signature there; false when it was not signed yet. */
    private boolean signed(Map<String, byte[]> files, String name) throws IOException {
        Path root = folder.resolve(name + ".json");
        if (Files.notExists(root)) {
            return false;
        }
        files.put(name + ".json", Files.readAllBytes(root));
        files.put(name + ".json.jws", Files.readAllBytes(folder.resolve(name + ".json.jws")));
        return true;
    }

    /** One line an entry, its number and its digest, from the first of ours to the last that was signed. */
    private String tail(long first, byte[] latest) throws IOException {
        JsonNode signed = JSON.readTree(latest);
        StringBuilder lines = new StringBuilder();
        chain.forEach(first - 1, signed.path("sisteNummer").asLong(),
                link -> lines.append(link.seq()).append(' ').append(link.digest()).append('\n'));
        return lines.toString();
    }
}
