package no.rapportmottak.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.Chain.Root;
import no.rapportmottak.ledger.Link;

/**
 * Holds the ledger against its chain, the chain against the roots that were signed and, when asked, the kept files
 * against what the chain says of them. Reads alone, and stops at the first that is not as it was.
 */
public final class AuditCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHECKSUM = Pattern.compile("sha256 ([0-9a-f]{64})$");

    /** @param difference the first, or null */
    public record Answer(long entries, int roots, long waiting, String difference) {

        public boolean passed() {
            return difference == null;
        }
    }

    /** Ends the walk. */
    private static final class Differs extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Differs(String what) {
            super(what);
        }
    }

    private final Chain chain;
    private final PublicKeys keys;
    private final Path data;
    private final boolean withFiles;
    private final Map<String, JsonNode> roots = new TreeMap<>();
    /** The signed ends by the number of the entry. */
    private final Map<Long, JsonNode> ends = new HashMap<>();
    /** The last entry that a daily root covers. */
    private long covered;
    private List<String> leaves = new ArrayList<>();
    private Link last = new Link(0, "", 0, null, null, null, null, null, true, null, Link.START);

    /** @param withFiles whether originals and packages are read too */
    public AuditCheck(Chain chain, PublicKeys keys, Path data, boolean withFiles) {
        this.chain = chain;
        this.keys = keys;
        this.data = data;
        this.withFiles = withFiles;
    }

    /** @throws IOException when something cannot be read at all */
    public Answer run() throws IOException {
        long waiting = chain.waiting();
        try {
            readRoots();
            chain.forEach(0, Long.MAX_VALUE, this::check);
            requireEnd();
            return new Answer(last.seq(), roots.size(), waiting, null);
        } catch (Differs differs) {
            return new Answer(last.seq(), roots.size(), waiting, differs.getMessage());
        }
    }

    private void check(Link link) {
        String name = "entry " + link.seq();
        if (link.seq() != last.seq() + 1) {
            throw new Differs(last.seq() + 2 == link.seq() ? "entry " + (last.seq() + 1) + " was deleted"
                    : "entries %d to %d were deleted".formatted(last.seq() + 1, link.seq() - 1));
        }
        if (!link.present()) {
            throw new Differs(name + ": the " + link.row() + " that it is about was deleted");
        }
        if (!link.isUnchanged()) {
            throw new Differs("%s: the %s was changed; now it says %s".formatted(name, link.row(), link.line()));
        }
        if (!link.follows(last.hash())) {
            throw new Differs("%s (%s): it does not follow entry %d: inserted, moved or put in another's place"
                    .formatted(name, link.row(), last.seq()));
        }
        requireSigned(link);
        if (withFiles) {
            requireFile(link);
        }
        last = link;
    }

    private void requireSigned(Link link) {
        if (link.seq() <= covered) {
            leaves.add(link.hash());
        }
        JsonNode end = ends.remove(link.seq());
        if (end == null) {
            return;
        }
        String name = "audit/" + end.path("navn").asText() + ".json";
        if (!end.path("sisteHash").asText().equals(link.hash())) {
            throw new Differs(name + " was signed of another chain, up to entry " + link.seq());
        }
        if (end.has("merkle")) {
            if (end.path("antall").asLong() != leaves.size() || !Merkle.root(leaves).equals(end.path("merkle").asText())) {
                throw new Differs(name + " was signed of other entries");
            }
            leaves = new ArrayList<>();
        }
    }

    private void requireEnd() {
        if (!ends.isEmpty()) {
            JsonNode end = ends.values().iterator().next();
            throw new Differs("audit/%s.json was signed up to entry %d, but the chain ends with %d: entries were deleted"
                    .formatted(end.path("navn").asText(), end.path("sisteNummer").asLong(), last.seq()));
        }
        if (chain.head().seq() > last.seq()) {
            requireNothingAfter();
        }
        chain.unchained().ifPresent(row -> {
            throw new Differs("the " + row + " is not in the chain: it was inserted, or a crash left it and a hub has to start");
        });
    }

    /** A hub may have gone on meanwhile; then the next entries are there. */
    private void requireNothingAfter() {
        chain.forEach(last.seq(), Long.MAX_VALUE, this::check);
        if (chain.head().seq() > last.seq()) {
            throw new Differs("the chain ends with entry %d, but %d were written: entries were deleted"
                    .formatted(last.seq(), chain.head().seq()));
        }
    }

    // Roots

    private void readRoots() throws IOException {
        Path folder = data.resolve("audit");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9s]*.json")) {
                for (Path file : files) {
                    readRoot(file);
                }
            }
        }
        for (Root root : chain.roots()) {
            JsonNode signed = roots.get(root.day());
            if (signed == null) {
                throw new Differs("audit/" + root.day() + ".json is missing");
            }
            if (signed.path("foersteNummer").asLong() != root.first() || signed.path("sisteNummer").asLong() != root.last()) {
                throw new Differs("audit/%s.json was signed of other entries than %d to %d"
                        .formatted(root.day(), root.first(), root.last()));
            }
        }
    }

    private void readRoot(Path file) throws IOException {
        String name = "audit/" + file.getFileName();
        byte[] content = Files.readAllBytes(file);
        if (!isSigned(content, file.resolveSibling(file.getFileName() + ReceiptSignatures.ENDING))) {
            throw new Differs(name + " is not as it was signed, or its signature is gone or damaged");
        }
        JsonNode root = JSON.readTree(content);
        if (!name.equals("audit/" + root.path("navn").asText() + ".json")) {
            throw new Differs(name + " is the root " + root.path("navn").asText() + " under another name");
        }
        if (root.has("merkle")) {
            roots.put(root.path("navn").asText(), root);
            covered = Math.max(covered, root.path("sisteNummer").asLong());
        }
        ends.merge(root.path("sisteNummer").asLong(), root, (one, other) -> one.has("merkle") ? one : other);
    }

    private boolean isSigned(byte[] content, Path signature) throws IOException {
        if (Files.notExists(signature)) {
            return false;
        }
        try {
            Detached detached = Detached.read(Files.readAllBytes(signature));
            return keys.find(detached.keyId()).filter(key -> detached.fits(key, content)).isPresent();
        } catch (IllegalArgumentException damaged) {
            return false;
        }
    }

    // Files

    private void requireFile(Link link) {
        Matcher checksum = CHECKSUM.matcher(link.why() == null ? "" : link.why());
        if (!checksum.find()) {
            return;
        }
        Optional<Chain.Files> files = chain.files(link.subject());
        boolean packed = link.why().startsWith("ARKIV");
        String path = files.map(known -> packed ? known.packed() : known.original()).orElse(null);
        if (path == null) {
            throw new Differs("entry %d: the ledger does not know the file of %s any more".formatted(link.seq(), link.subject()));
        }
        if (files.get().purged() != null && Files.notExists(data.resolve(path))) {
            return;
        }
        try {
            if (!Sha256.of(data.resolve(path)).equals(checksum.group(1))) {
                throw new Differs("%s is not the file of entry %d: it was changed".formatted(path, link.seq()));
            }
        } catch (IOException e) {
            throw new Differs("%s, the file of entry %d, cannot be read: %s".formatted(path, link.seq(), e));
        }
    }
}
