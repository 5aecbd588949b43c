package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import no.rapportmottak.reception.Checksums.Checksum;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claimed files, each in {@code incoming/<reference>/} until the ledger has it.
 *
 * <p>One atomic rename is the claim: of two that try, on whatever node, one wins and the other sees that
 * the file is gone. Everything a restart must know is on disk before that rename, so a kill at any
 * instant leaves the file either where it was or claimed, never between.
 *
 * <p>A claim is in hand from {@link #claim} or {@link #takeUp} until {@link #release} or {@link #letGo};
 * {@link #leftOver} names the others, but not those that another living node has claimed.
 */
public class Incoming {

    private static final Logger log = LoggerFactory.getLogger(Incoming.class);

    /** Longer than any claim takes: an empty folder older than this belongs to nobody on any node. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path top;
    private final Clock clock;
    private final Checksums checksums;
    private final RecentlyTaken taken;
    private final Peers peers;
    private final Set<Reference> inHand = ConcurrentHashMap.newKeySet();
    private final Set<Reference> finished = ConcurrentHashMap.newKeySet();

    Incoming(Path top, Clock clock, Checksums checksums, RecentlyTaken taken, Peers peers) {
        this.top = top;
        this.clock = clock;
        this.checksums = checksums;
        this.taken = taken;
        this.peers = peers;
    }

    /**
     * Claims a complete file and takes its checksum file along.
     *
     * @param fileName the name that the sender gave it
     * @return empty if the file is gone, for instance because somebody else has claimed it
     * @throws IOException if it could not be claimed; it then lies where it lay
     */
    public Optional<Claim> claim(Path file, String sender, Channel channel, String fileName) throws IOException {
        Optional<Checksum> checksum = checksums.of(sender, fileName);
        Optional<BasicFileAttributes> attributes = Disk.regularFile(file);
        Reference reference = Reference.mint(clock.instant());
        Optional<Claim> claim = claim(file, reference, sender, channel, fileName, checksum.map(Checksum::declared).orElse(null));
        if (claim.isPresent()) {
            attributes.ifPresent(was -> taken.remember(sender, fileName, was.size(), was.lastModifiedTime()));
            settle(claim.get(), checksum);
        }
        return claim;
    }

    /**
     * Claims a file that was fetched whole; nothing in the sender's own folder has to do with it.
     *
     * @param reference that the claim is to have, by which {@link #holds} knows it
     * @param declared  what its checksum file says, or null
     */
    Optional<Claim> claimFetched(Path file, Reference reference, String sender, String fileName, String declared)
            throws IOException {
        Optional<Claim> claim = claim(file, reference, sender, Channel.PARTNER, fileName, declared);
        claim.ifPresent(mine -> settle(mine, Optional.empty()));
        return claim;
    }

    /** Whether a claim lies here, whoever works on it. */
    boolean holds(Reference reference) throws IOException {
        return file(reference).isPresent();
    }

    private Optional<Claim> claim(
            Path file, Reference reference, String sender, Channel channel, String fileName, String declared)
            throws IOException {
        String received = reference.mintedAt().toString();
        inHand.add(reference);
        Optional<Claim> claim = Optional.empty();
        try {
            claim = move(file, reference, new ClaimNote(sender, channel, fileName, received, declared, peers.self()));
        } finally {
            if (claim.isEmpty()) {
                discard(reference);
                inHand.remove(reference);
            }
        }
        return claim;
    }

    /** Takes a left-over claim in hand; false if another thread was quicker. */
    public boolean takeUp(Claim claim) {
        return inHand.add(claim.reference()) && stillThere(claim);
    }

    /** The ledger has it: what lies in {@code incoming/} goes. That it can't be removed is an alarm, no more. */
    public void release(Referenced work) {
        finished.add(work.reference());
        inHand.remove(work.reference());
        try {
            remove(work.reference());
        } catch (IOException e) {
            log.warn("Submission {} is in the ledger, but its incoming file cannot be removed: {}",
                    work.reference(), e.toString());
        }
    }

    /** Nobody works on it any more; unless it was released, {@link #leftOver} names it again. */
    public void letGo(Claim claim) {
        inHand.remove(claim.reference());
    }

    /** The claims that lie here and that nobody alive has in hand, oldest first. */
    public List<Claim> leftOver() throws IOException {
        List<Reference> idle = lying().stream().filter(reference -> !inHand.contains(reference)).toList();
        Set<String> others = idle.isEmpty() ? Set.of() : peers.others().get();
        List<Claim> claims = new ArrayList<>();
        for (Reference reference : idle) {
            read(reference, others).ifPresent(claims::add);
        }
        return claims;
    }

    private Optional<Claim> move(Path file, Reference reference, ClaimNote note) throws IOException {
        if (Disk.regularFile(file).isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createDirectories(folder(reference));
        Path target = Disk.named(folder, note.fileName());
        note.write(folder);
        try {
            Disk.force(file);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(note.claim(reference, target));
    }

    /** The claim stands already, so trouble here is told and not thrown. */
    private void settle(Claim claim, Optional<Checksum> checksum) {
        try {
            Disk.force(folder(claim.reference()));
            Disk.force(top);
            if (checksum.isPresent()) {
                checksums.remove(checksum.get());
            }
        } catch (IOException e) {
            log.warn("Submission {} is claimed, but not all of it is flushed to disk: {}",
                    claim.reference(), e.toString());
        }
    }

    /** @param others the other nodes that live */
    private Optional<Claim> read(Reference reference, Set<String> others) throws IOException {
        Optional<Path> file = file(reference);
        if (finished.contains(reference) || file.isEmpty()) {
            if (finished.contains(reference) || isAbandoned(reference)) {
                discard(reference);
            }
            return Optional.empty();
        }
        try {
            ClaimNote note = ClaimNote.read(folder(reference));
            if (note.node() != null && others.contains(note.node())) {
                return Optional.empty();
            }
            Claim claim = note.claim(reference, file.get());
            removeChecksum(claim);
            return Optional.of(claim);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("Nobody can tell whose file lies in {}: {}", folder(reference), e.toString());
            return Optional.empty();
        }
    }

    /** After a kill between the rename and the removal it would else be taken for the next file's. */
    private void removeChecksum(Claim claim) throws IOException {
        Optional<Checksum> left = checksums.of(claim.sender(), claim.fileName());
        if (left.isPresent() && left.get().declared().equals(claim.declaredSha256())) {
            checksums.remove(left.get());
        }
    }

    private List<Reference> lying() throws IOException {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(top)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(Reference::isReference)
                    .map(Reference::new)
                    .sorted()
                    .toList();
        }
    }

    private Optional<Path> file(Reference reference) throws IOException {
        try (Stream<Path> files = Files.list(folder(reference))) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean stillThere(Claim claim) {
        boolean there = Files.exists(claim.file());
        if (!there) {
            inHand.remove(claim.reference());
        }
        return there;
    }

    private boolean isAbandoned(Reference reference) {
        return Duration.between(reference.mintedAt(), clock.instant()).compareTo(ABANDONED) > 0;
    }

    private void discard(Reference reference) {
        try {
            remove(reference);
        } catch (IOException e) {
            log.warn("Cannot remove {}: {}", folder(reference), e.toString());
        }
    }

    /** The file before its note: a file without one would be nobody's. */
    private void remove(Reference reference) throws IOException {
        Optional<Path> file = file(reference);
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
        Disk.deleteTree(folder(reference));
        finished.remove(reference);
    }

    private Path folder(Reference reference) {
        return top.resolve(reference.value());
    }
}
