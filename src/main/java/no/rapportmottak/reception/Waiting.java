package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import no.rapportmottak.submission.Reference;

/**
 * What lies where it should have been taken: files in the drop folders, and claims that did not come into the ledger.
 * Judged on the system's own clock, which gives files their times. Only looks.
 */
public class Waiting {

    /** In one folder; a crowd is as late as its first thousand. */
    private static final int MOST_FILES = 1000;

    /** @param whose the sender's id, or the reference of a claim */
    public record Left(String whose, Duration age) {}

    private final Path senders;
    private final Path incoming;
    private final SenderFolders folders;
    private final Quota quota;

    Waiting(Path senders, Path incoming, SenderFolders folders, Quota quota) {
        this.senders = senders;
        this.incoming = incoming;
        this.folders = folders;
        this.quota = quota;
    }

    /** The file that has lain longest in a drop folder, if that is longer than a while and no limit of its sender holds it. */
    public Optional<Left> dropped(Duration patience) throws IOException {
        Left oldest = null;
        for (Path folder : Disk.children(senders)) {
            String sender = folder.getFileName().toString();
            if (folders.isOpen(sender) && !quota.isHolding(sender)) {
                oldest = older(oldest, oldestIn(folder.resolve("inn"), sender));
            }
        }
        return Optional.ofNullable(oldest).filter(left -> left.age().compareTo(patience) > 0);
    }

    private static Left oldestIn(Path inn, String sender) throws IOException {
        Left oldest = null;
        int files = 0;
        for (Path file : Disk.children(inn)) {
            String name = file.getFileName().toString();
            if (!FileName.isTemporary(name) && !FileName.isChecksum(name) && Disk.regularFile(file).isPresent()) {
                oldest = older(oldest, left(sender, file));
                files++;
            }
            if (files == MOST_FILES) {
                break;
            }
        }
        return oldest;
    }

    /** Null when it was taken meanwhile. */
    private static Left left(String whose, Path path) throws IOException {
        try {
            return new Left(whose, Disk.age(path, Instant.now()));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Left older(Left one, Left other) {
        return one == null || other != null && other.age().compareTo(one.age()) > 0 ? other : one;
    }

    /** The claim that has lain longest, if that is longer than a while. */
    public Optional<Left> claimed(Duration patience) throws IOException {
        Left oldest = null;
        for (Path claim : Disk.children(incoming)) {
            String reference = claim.getFileName().toString();
            if (Reference.isReference(reference)) {
                oldest = older(oldest, left(reference, claim));
            }
        }
        return Optional.ofNullable(oldest).filter(left -> left.age().compareTo(patience) > 0);
    }
}
