package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The keys that the hub has signed with and signs with now, one file each in a folder of their own, for the hub's user
 * alone. Which key signs a decision follows from when it was decided, so a receipt that is printed again after any
 * number of rotations gets the same signature. Several nodes on one folder agree: a new key begins a little later than
 * it is made, and everybody looks into the folder more often than that.
 */
public class KeyRing {

    /** The public halves, for whoever wants them. */
    public static final String PUBLISHED = "jwks.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".jwk";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> EVERYBODY_READS = PosixFilePermissions.fromString("rw-r--r--");
    private static final Duration UNTIL_IT_SIGNS = Duration.ofSeconds(10);
    private static final Duration LOOKED_AT = Duration.ofSeconds(3);

    /** @param at by the machine's running time, in nanoseconds */
    private record Look(List<SigningKey> keys, long at) {}

    private final Path folder;
    private volatile Look last;

    private KeyRing(Path folder) {
        this.folder = folder;
    }

    /** The ring under a data folder; touches nothing yet. */
    public static KeyRing under(Path data) {
        return new KeyRing(data.resolve("keys").resolve("receipts"));
    }

    /** Makes the first key where there is none; it signs whatever was decided before the next. */
    void prepare() throws IOException {
        if (keys().isEmpty()) {
            add(SigningKey.make(Instant.EPOCH));
        }
        publish();
    }

    /**
     * Makes a new key for what is decided from a few seconds after {@code now}; the others are kept.
     *
     * @return its id
     */
    public String rotate(Instant now) throws IOException {
        prepare();
        SigningKey key = SigningKey.make(now.plus(UNTIL_IT_SIGNS).truncatedTo(ChronoUnit.MILLIS));
        add(key);
        publish();
        return key.id();
    }

    /** The key that signs what was decided at an instant. */
    SigningKey at(Instant decided) throws IOException {
        return keys().stream()
                .filter(key -> !key.from().isAfter(decided))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IOException("no key in " + folder + " is for what was decided at " + decided));
    }

    PublicKeys published() throws IOException {
        return new PublicKeys(keys().stream().map(SigningKey::published).toList());
    }

    /** The public halves as a JSON Web Key Set (RFC 7517), the oldest first. */
    public String jwks() throws IOException {
        ObjectNode set = JSON.createObjectNode();
        ArrayNode keys = set.putArray("keys");
        keys().forEach(key -> keys.add(key.publicJwk()));
        return set.toPrettyString() + "\n";
    }

    /** The ids of the keys, the oldest first, each with the first instant that it is for. */
    public List<String> describe() throws IOException {
        return keys().stream().map(SigningKey::toString).toList();
    }

    public Path publishedFile() {
        return folder.resolve(PUBLISHED);
    }

    private List<SigningKey> keys() throws IOException {
        Look look = last;
        if (look == null || System.nanoTime() - look.at() > LOOKED_AT.toNanos()) {
            long now = System.nanoTime();
            look = new Look(read(), now);
            last = look;
        }
        return look.keys();
    }

    private List<SigningKey> read() throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        if (Files.notExists(folder)) {
            return keys;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                keys.add(read(file));
            }
        }
        keys.sort(Comparator.comparing(SigningKey::from).thenComparing(SigningKey::id));
        return List.copyOf(keys);
    }

    private static SigningKey read(Path file) throws IOException {
        try {
            return SigningKey.read(JSON.readTree(Files.readAllBytes(file)));
        } catch (RuntimeException e) {
            throw new IOException("the signing key " + file + " cannot be used: " + e.getMessage()
                    + ". Put back the file as it was made", e);
        }
    }

    private void add(SigningKey key) throws IOException {
        Files.createDirectories(folder);
        write(key.jwk().toString() + "\n", folder.resolve(key.id() + ENDING), OWNER_ONLY);
        last = null;
    }

    private void publish() throws IOException {
        String published = jwks();
        if (Files.notExists(publishedFile()) || !Files.readString(publishedFile()).equals(published)) {
            write(published, publishedFile(), EVERYBODY_READS);
        }
    }

    /** Under another name first, for its owner alone from the first byte on. */
    private void write(String text, Path file, Set<PosixFilePermission> permissions) throws IOException {
        Path beside = folder.resolve("." + UUID.randomUUID());
        try (FileChannel out = FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            out.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            out.force(true);
        }
        Files.setPosixFilePermissions(beside, permissions);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
