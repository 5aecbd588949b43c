package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.Chain.Head;
import no.rapportmottak.ledger.Chain.Root;

/**
 * Signs how the chain stands and puts it outside the database: at the end of each day (UTC) a root over all that was
 * chained since the last, {@code audit/<date>.json}, and every few seconds where the chain ends, {@code audit/siste.json}.
 * A copy of them elsewhere is what nobody can rewrite.
 */
public class AuditRoots {

    static final String LATEST = "siste";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chain chain;
    private final KeyRing keys;
    private final Clock clock;
    private final Path folder;
    /** All days before it are signed. */
    private LocalDate closedBefore;
    private Head latest;

    public AuditRoots(Chain chain, KeyRing keys, Clock clock, Path data) {
        this.chain = chain;
        this.keys = keys;
        this.clock = clock;
        this.folder = data.resolve("audit");
    }

    /** Signs yesterday if that is still to be done, and where the chain ends now if it has grown. */
    public synchronized void export() throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(closedBefore) && chain.close(today.minusDays(1).toString(), this::write)) {
            closedBefore = today;
        }
        Head head = chain.head();
        if (head.seq() > 0 && !head.equals(latest)) {
            write(LATEST, json(LATEST, head));
            latest = head;
        }
    }

    private ObjectNode json(String name, Head head) {
        return JSON.createObjectNode()
                .put("skjema", "revisjonsrot/v1")
                .put("navn", name)
                .put("laget", clock.instant().toString())
                .put("sisteNummer", head.seq())
                .put("sisteHash", head.hash());
    }

    private void write(Root root) {
        List<String> leaves = leaves(chain, root);
        ObjectNode signed = json(root.day(), new Head(root.last(), leaves.get(leaves.size() - 1)));
        signed.put("foersteNummer", root.first()).put("antall", leaves.size()).put("merkle", Merkle.root(leaves));
        try {
            write(root.day(), signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hashes of the entries that a root covers. */
    static List<String> leaves(Chain chain, Root root) {
        List<String> leaves = new ArrayList<>();
        chain.forEach(root.first() - 1, root.last(), link -> leaves.add(link.hash()));
        return leaves;
    }

    /** The signature first: a root without one never lies there. */
    private void write(String name, ObjectNode root) throws IOException {
        Files.createDirectories(folder);
        byte[] content = (root.toPrettyString() + "\n").getBytes(UTF_8);
        byte[] signature = sign(content);
        replace(folder.resolve(name + ".json.jws"), signature);
        replace(folder.resolve(name + ".json"), content);
    }

    private byte[] sign(byte[] content) throws IOException {
        Instant now = clock.instant();
        return Detached.sign(keys.at(now), JSON.createObjectNode(), content).bytes();
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
        try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(content));
            out.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
