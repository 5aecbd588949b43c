package no.rapportmottak.reception;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drop folders: which files there are ready ({@link #accept}), and taking one ({@link #take}).
 *
 * <p>Camel only finds candidates; nothing it remembers decides. A file that was offered and not taken is
 * offered again, and of two that take it one finds it gone. Neither method throws for one file's sake,
 * so no file stops the others.
 */
public class Drops implements GenericFileFilter<File> {

    private static final Logger log = LoggerFactory.getLogger(Drops.class);

    private final Path top;
    private final SenderFolders folders;
    private final Settling settling;
    private final Checksums checksums;
    private final Incoming incoming;
    private final Handover handover;
    private final Quota quota;
    private final Notices notices;

    Drops(
            Path top,
            SenderFolders folders,
            Settling settling,
            Checksums checksums,
            Incoming incoming,
            Handover handover,
            Quota quota,
            Notices notices) {
        this.top = top.toAbsolutePath().normalize();
        this.folders = folders;
        this.settling = settling;
        this.checksums = checksums;
        this.incoming = incoming;
        this.handover = handover;
        this.quota = quota;
        this.notices = notices;
        warnOfLocale();
    }

    private static void warnOfLocale() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.equalsIgnoreCase("UTF-8")) {
            log.warn("Files whose names have letters outside {} cannot be taken from the drop folders:"
                    + " start the hub with LC_ALL=C.UTF-8", encoding);
        }
    }

    /** Lets through {@code <sender>/inn/<settled file>} and the folders on the way there. */
    @Override
    public boolean accept(GenericFile<File> candidate) {
        Path path = candidate.getFile().toPath().toAbsolutePath().normalize();
        try {
            Path place = top.relativize(path);
            return switch (place.getNameCount()) {
                case 1 -> folders.isOpen(place.toString()) && Disk.isFolder(path);
                case 2 -> place.endsWith("inn") && Disk.isFolder(path);
                case 3 -> isReady(place.getName(0).toString(), path);
                default -> false;
            };
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot look at {}: {}", path, e.toString());
            return false;
        }
    }

    /** The claim, which is let go when the exchange is done; null if there was nothing to claim. */
    public Claim take(@Body GenericFile<File> candidate, Exchange exchange) {
        Path path = candidate.getFile().toPath().toAbsolutePath().normalize();
        try {
            Optional<Claim> claim = claim(path);
            claim.ifPresent(taken -> handover.letGoAfter(exchange, taken));
            return claim.orElse(null);
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot take {}, will try again: {}", path, e.toString());
            return null;
        }
    }

    private boolean isReady(String sender, Path path) throws IOException {
        String name = path.getFileName().toString();
        Optional<BasicFileAttributes> file = Disk.regularFile(path);
        if (file.isEmpty() || FileName.isTemporary(name)) {
            return false;
        }
        if (FileName.isChecksum(name)) {
            checksums.removeIfOrphan(sender, path);
            return false;
        }
        return settling.isSettled(path, file.get()) && isChecksumSettled(sender, name);
    }

    private boolean isChecksumSettled(String sender, String name) throws IOException {
        Path path = checksums.pathFor(sender, name);
        Optional<BasicFileAttributes> checksum = Disk.regularFile(path);
        return checksum.isEmpty() || settling.isSettled(path, checksum.get());
    }

    private Optional<Claim> claim(Path path) throws IOException {
        Optional<BasicFileAttributes> now = Disk.regularFile(path);
        if (now.isEmpty() || !settling.isUnchanged(path, now.get())) {
            return Optional.empty();
        }
        String sender = top.relativize(path).getName(0).toString();
        String name = path.getFileName().toString();
        if (!isWithinQuota(sender, name, now.get().size())) {
            return Optional.empty();
        }
        Optional<Claim> claim = Optional.empty();
        try {
            settling.forget(path);
            claim = incoming.claim(path, sender, Channel.MAPPE, name);
        } finally {
            if (claim.isEmpty()) {
                quota.giveBack(sender, now.get().size());
            }
        }
        return claim;
    }

    /** What is too much now is left where it lies, and its sender told; it is taken when the hour has passed. */
    private boolean isWithinQuota(String sender, String name, long size) {
        try {
            quota.take(sender, size);
            return true;
        } catch (Refused e) {
            notices.waits(sender, name, e);
            return false;
        }
    }
}
