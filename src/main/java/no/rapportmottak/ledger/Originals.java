package no.rapportmottak.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Original;

/**
 * The bytes as they were sent, under names of our own, written once. When {@link #keep} returns they are on
 * the disk, folder entry and all. Repeating it after a crash ends in the same file.
 */
public class Originals {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /** Tells the unfinished files of this process from those of others. */
    private static final String WRITER = UUID.randomUUID().toString();

    private final Path root;

    public Originals(Path root) {
        this.root = root;
    }

    /**
     * Copies, because a local system may still hold the claimed file open and write to it. What is not finished lies
     * beside the claimed file and goes with it. Two nodes that do it at once write one file each, of which one stays.
     */
    Original keep(Claim claim) throws IOException {
        String path = DAY.format(claim.received()) + "/" + claim.reference();
        Path target = root.resolve(path);
        Files.createDirectories(target.getParent());
        Path partial = claim.file().resolveSibling("." + claim.reference() + "." + WRITER);
        MessageDigest digest = sha256();
        long size = copy(claim.file(), partial, digest);
        move(partial, target);
        flushFolder(target.getParent());
        return new Original(target, HexFormat.of().formatHex(digest.digest()), size);
    }

    Path path(String stored) {
        return root.resolve(stored);
    }

    String stored(Original original) {
        return root.relativize(original.path()).toString();
    }

    private static long copy(Path from, Path to, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
                    out.write(bytes);
                }
                size += n;
            }
            out.force(true);
            return size;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the data folder has to be one volume", e);
        }
    }

    private static void flushFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
