package no.rapportmottak.reception;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code <name>.sha256} files that lie in {@code inn/} beside, or ahead of, the file they belong to.
 * One that came after its file was taken, or that lies alone for 24 hours, is removed.
 */
class Checksums {

    private static final Logger log = LoggerFactory.getLogger(Checksums.class);
    private static final Duration ALONE = Duration.ofHours(24);
    private static final int MOST = 512;

    /** What one said, and which file said it: another may lie under the name a moment later. */
    record Checksum(Path path, Object fileKey, String declared) {}

    private final SenderFolders folders;
    private final RecentlyTaken taken;
    private final Clock clock;

    Checksums(SenderFolders folders, RecentlyTaken taken, Clock clock) {
        this.folders = folders;
        this.taken = taken;
        this.clock = clock;
    }

    Path pathFor(String sender, String fileName) {
        return Disk.named(folders.inn(sender), fileName + FileName.CHECKSUM);
    }

    Optional<Checksum> of(String sender, String fileName) throws IOException {
        Path path = pathFor(sender, fileName);
        Optional<BasicFileAttributes> attributes = Disk.regularFile(path);
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            String declared = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
            return Optional.of(new Checksum(path, attributes.get().fileKey(), declared));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Removes it if it is still the one that was read. */
    void remove(Checksum checksum) throws IOException {
        boolean same = Disk.attributes(checksum.path())
                .filter(now -> checksum.fileKey().equals(now.fileKey()))
                .isPresent();
        if (same) {
            Files.deleteIfExists(checksum.path());
        }
    }

    /** Removes a checksum file that nothing can come of any more. */
    void removeIfOrphan(String sender, Path path) throws IOException {
        String fileName = FileName.checkedBy(path.getFileName().toString());
        if (Disk.attributes(path.resolveSibling(fileName)).isPresent()) {
            return;
        }
        if (cameLate(sender, fileName)) {
            removeOrphan(sender, path, "its file was taken before it came");
        } else if (Disk.age(path, clock.instant()).compareTo(ALONE) >= 0) {
            removeOrphan(sender, path, "its file did not come in 24 hours");
        }
    }

    boolean cameLate(String sender, String fileName) {
        return taken.find(sender, fileName).isPresent();
    }

    private static void removeOrphan(String sender, Path path, String why) throws IOException {
        if (Files.deleteIfExists(path)) {
            log.info("Removed {} of sender {}: {}", path.getFileName(), sender, why);
        }
    }
}
