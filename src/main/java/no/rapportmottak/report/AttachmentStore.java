package no.rapportmottak.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The content of attachments, each once and under its own SHA-256. What is kept is on the disk, folder entry and
 * all, and never changes: the same content from two reports is one file. Safe for many threads and processes.
 */
public final class AttachmentStore {

    private static final String UNFINISHED = "unfinished";
    private static final Duration LATELY = Duration.ofHours(1);

    private final Path root;

    private AttachmentStore(Path root) {
        this.root = root;
    }

    /** Below the hub's data folder; touches nothing on the disk before there is something to keep. */
    public static AttachmentStore in(Path data) {
        return new AttachmentStore(data.resolve("attachments"));
    }

    /** Attachments are decoded and hashed, and nothing is kept: for checks that are nobody's submission. */
    public static AttachmentStore hashing() {
        return new AttachmentStore(null);
    }

    /** Where the content with that checksum lies, if it was kept. */
    public Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    boolean keeps() {
        return root != null;
    }

    /** A new name for content whose checksum is not known yet. */
    Path unfinished() throws IOException {
        Path folder = root.resolve(UNFINISHED);
        Files.createDirectories(folder);
        return folder.resolve(UUID.randomUUID().toString());
    }

    /** Moves flushed content to its place; the file may be there already. */
    void keep(Path file, String sha256) throws IOException {
        Path target = path(sha256);
        Files.createDirectories(target.getParent());
        if (isThere(target)) {
            Files.delete(file);
        } else {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
        flushFolder(target.getParent());
        flushFolder(root);
    }

    /** And is wanted from now on, whoever wants to remove it. */
    private static boolean isThere(Path target) throws IOException {
        try {
            Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Removes content that no submission of the ledger has any more. What was kept lately stays: a report that has it too
     * may not be in the ledger yet.
     */
    public void remove(List<String> sha256s) throws IOException {
        for (String sha256 : sha256s) {
            Path file = path(sha256);
            if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(LATELY))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void flushFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
