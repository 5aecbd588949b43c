package no.rapportmottak.archive;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.ZipOutputStream;

/**
 * A folder in which a file appears whole or not at all, is never replaced, and is on the disk when it can be
 * seen. Two who write the same file at once do no harm: one of them is first, the other's is dropped.
 *
 * <p>Unfinished files lie in one folder of their own beside the finished, not among them: what a dead attempt
 * left behind is then found without listing a month of packages each time.
 *
 * <p>Needs a file system with hard links. A link is the one way in Java to give a file its name that fails
 * when the name is taken; an atomic move replaces.
 */
final class WriteOnce {

    static final String UNFINISHED = ".part";

    private final Path root;
    private final Path unfinished;

    WriteOnce(Path root) {
        this.root = root;
        this.unfinished = root.resolve(UNFINISHED);
    }

    /**
     * Writes the bag under a temporary name, flushes it and gives it its name.
     *
     * @return false when another attempt was first: the target is there and was not touched
     * @throws IOException when the disk is full or away; nothing is left behind, and it may be tried again
     */
    boolean write(Bag bag, Path target) throws IOException {
        Files.createDirectories(unfinished);
        Files.createDirectories(target.getParent());
        Path temporary = unfinished.resolve(target.getFileName() + "." + UUID.randomUUID());
        try {
            writeFlushed(bag, temporary);
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException beaten) {
            // The other attempt may have cleared ours away as left over.
            if (Files.notExists(target)) {
                throw beaten;
            }
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes sure that the target's name, and those of the folders above it, survive a power cut; then clears up. */
    void settle(Path target) throws IOException {
        for (Path folder = target.getParent(); !folder.equals(root); folder = folder.getParent()) {
            flushFolder(folder);
        }
        flushFolder(root);
        flushFolder(root.getParent());
        deleteLeftOvers(target);
    }

    private static void writeFlushed(Bag bag, Path file) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ZipOutputStream zip = new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel)), StandardCharsets.UTF_8)) {
            bag.write(zip);
            zip.finish();
            zip.flush();
            channel.force(true);
        }
    }

    private static void flushFolder(Path folder) throws IOException {
        // Windows opens no folder; NTFS keeps names in its own journal.
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void deleteLeftOvers(Path target) throws IOException {
        if (Files.notExists(unfinished)) {
            return;
        }
        try (DirectoryStream<Path> leftOvers = Files.newDirectoryStream(unfinished, target.getFileName() + ".*")) {
            for (Path leftOver : leftOvers) {
                Files.deleteIfExists(leftOver);
            }
        }
    }
}
