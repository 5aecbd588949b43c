package no.rapportmottak.reception;

import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.SftpATTRS;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.rapportmottak.ledger.Fetches;
import no.rapportmottak.ledger.Fetches.RemoteFile;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.registry.Partner;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Reference;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The folder on a partner's server: which files there are ready ({@link #accept}), taking one ({@link #take}) and
 * removing it there ({@link #commit}), which happens only when the ledger has it. Camel only finds candidates and
 * carries bytes; nothing it remembers decides. A file that was taken and cannot be removed is not taken again.
 *
 * <p>One thread at a time polls; a poll goes from {@link #begin()} to {@link #end} or {@link #fail}.
 */
class PartnerFolder implements GenericFileFilter<SftpRemoteFile>, GenericFileProcessStrategy<SftpRemoteFile> {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerFolder.class);
    private static final int CHUNK = 1 << 16;
    private static final int MOST_NAMES_TOLD = 1000;
    /** In one poll, so that a crowd that cannot be removed leaves room for what is new. */
    private static final int MOST_REMOVALS = 50;
    private static final Duration LEADING = Duration.ofSeconds(10);

    private final Partner partner;
    private final PartnerLine line;
    private final PartnerStore store;
    private final Path place;
    private final long limit;
    private final SenderFolders senders;
    private final Incoming incoming;
    private final Handover handover;
    private final Fetches fetches;
    private final Nodes nodes;
    private final Ledger ledger;
    private final Clock clock;
    private final SteadyClock steady = new SteadyClock();

    private final Sightings sightings;
    private final Set<String> told = new HashSet<>();
    private final Map<RemoteFile, Reference> taken = new HashMap<>();
    private Troubles troubles = new Troubles();
    private int removals;
    private Throwable failure;
    private Instant ledSince;
    private volatile PartnerStanding standing;

    PartnerFolder(
            Partner partner, PartnerLine line, ReceptionSettings settings, SenderFolders senders, Incoming incoming,
            Handover handover, Fetches fetches, Nodes nodes, Ledger ledger, Clock clock) {
        this.partner = partner;
        this.line = line;
        this.store = new PartnerStore(partner);
        this.place = settings.fetching().resolve(partner.id());
        this.limit = settings.limits().fileSize().toBytes();
        this.senders = senders;
        this.incoming = incoming;
        this.handover = handover;
        this.fetches = fetches;
        this.nodes = nodes;
        this.ledger = ledger;
        this.clock = clock;
        this.sightings = new Sightings(steady, partner.settle());
        this.standing = PartnerStanding.atStart(clock.instant());
    }

    PartnerStanding standing() {
        return standing;
    }

    // A poll

    /** Begins a poll; false when there is to be none now. */
    boolean begin() {
        try {
            if (!senders.isOpen(partner.sender()) || !isOurs()) {
                standing = standing.left(clock.instant());
                return false;
            }
            remember();
            Disk.deleteTree(place);
        } catch (DataAccessException | IOException e) {
            LOG.debug("Nothing is fetched from {} while the ledger or the disk is away", partner.id(), e);
            return false;
        }
        sightings.begin();
        troubles = new Troubles();
        failure = null;
        removals = 0;
        line.call();
        return true;
    }

    /** One node fetches from a partner, as long as it lives. */
    private boolean isOurs() {
        ledSince = steady.instant();
        return nodes.leads("fetch " + partner.id());
    }

    private void remember() throws IOException {
        Map<RemoteFile, Reference> noted = fetches.taken(partner.id());
        taken.entrySet().retainAll(noted.entrySet());
        for (Map.Entry<RemoteFile, Reference> one : noted.entrySet()) {
            if (taken.containsKey(one.getKey()) || isClaimed(one.getValue())) {
                taken.put(one.getKey(), one.getValue());
            } else {
                fetches.forget(partner.id(), one.getKey());
            }
        }
    }

    /** Who noted a claim and ended before it stood has taken nothing. A claim lies here until the ledger has it. */
    private boolean isClaimed(Reference reference) throws IOException {
        return incoming.holds(reference) || ledger.find(reference).isPresent();
    }

    /** The server's folder was looked through, though perhaps not everything in it could be fetched. */
    void end() {
        line.rest();
        sightings.end();
        forgetAllBut(sightings.all());
        if (standing.failure() != null) {
            LOG.info("Partner {} answers again", partner.id());
        }
        standing = standing.looked(clock.instant(), troubles.all());
    }

    private void forgetAllBut(Collection<RemoteFile> there) {
        Set<RemoteFile> gone = new HashSet<>(taken.keySet());
        gone.removeAll(new HashSet<>(there));
        try {
            gone.forEach(this::forget);
        } catch (DataAccessException e) {
            LOG.debug("What is gone from {} is forgotten later", partner.id(), e);
        }
    }

    /** The poll ended before its end; what it had not come to waits for the next. */
    void fail(Throwable cause) {
        line.rest();
        String text = PartnerStore.cause(cause);
        if (standing.failure() == null) {
            LOG.warn("Nothing can be fetched from partner {}: {}", partner.id(), text);
        }
        standing = standing.failed(clock.instant(), text);
    }

    /** Why the connection broke in this poll, or null. */
    Throwable failure() {
        return failure;
    }

    /** A connection that broke ends the poll; anything else concerns one file alone. */
    void failed(Throwable cause) {
        if (store.isConnected()) {
            troubles.add("fetch", "cannot be fetched: " + PartnerStore.cause(cause));
        } else {
            failure = failure == null ? cause : failure;
        }
    }

    // What is ready

    /** Lets through what is ready to be taken, and what was taken and is still to be removed. */
    @Override
    public boolean accept(GenericFile<SftpRemoteFile> candidate) {
        line.ask();
        RemoteFile file = PartnerStore.describe(candidate);
        if (!isRegular(candidate) || !isGoodName(file.name())) {
            return false;
        }
        sightings.see(file);
        if (taken.containsKey(file)) {
            return removals++ < MOST_REMOVALS;
        }
        return isReport(file.name()) && isSmallEnough(file) && isReady(file.name());
    }

    /** A link there would show us a file of another size, or one that is not meant for us. */
    private static boolean isRegular(GenericFile<SftpRemoteFile> candidate) {
        SftpATTRS attributes = ((LsEntry) candidate.getFile().getRemoteFile()).getAttrs();
        boolean known = (attributes.getFlags() & SftpATTRS.SSH_FILEXFER_ATTR_PERMISSIONS) != 0;
        return !known || attributes.isReg();
    }

    /** Backslashes part paths elsewhere, and stars and question marks would name other files to the client too. */
    private boolean isGoodName(String name) {
        boolean good = FileName.isAcceptable(name) && name.chars().noneMatch(c -> c == '*' || c == '?' || c == '\\');
        if (!good) {
            troubles.add("names", "have names that no file may have and are left alone; the log has the names");
            if (told.size() < MOST_NAMES_TOLD && told.add(name)) {
                LOG.warn("A file of partner {} is left alone for its name: {}", partner.id(), visible(name));
            }
        }
        return good;
    }

    private static String visible(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().limit(300).forEach(c -> text.append(Character.isISOControl(c) ? "%%%02x".formatted(c) : (char) c));
        return text.toString();
    }

    private boolean isReport(String name) {
        boolean marker = partner.marker() != null && name.endsWith(partner.marker());
        return !marker && !FileName.isTemporary(name) && !FileName.isChecksum(name);
    }

    private boolean isSmallEnough(RemoteFile file) {
        if (file.size() > limit) {
            troubles.add("size", "are larger than the limit of " + limit + " bytes and are left alone");
        }
        return file.size() <= limit;
    }

    /** Of markers and checksum files those count that the look before saw: then the whole list is known. */
    private boolean isReady(String name) {
        if (partner.marker() != null) {
            return sightings.wasSeenBefore(name + partner.marker());
        }
        String checksum = name + FileName.CHECKSUM;
        return sightings.isSettled(name) && (!sightings.wasSeenBefore(checksum) || sightings.isSettled(checksum));
    }

    // Taking

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {
        store.use(operations);
    }

    /** Whether a file is to be fetched; one that was taken before is removed instead. */
    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        if (failure != null || exchange.getContext().isStopping()) {
            return false;
        }
        line.ask();
        RemoteFile file = PartnerStore.describe(candidate);
        boolean known = taken.containsKey(file);
        if (known) {
            removeThere(file);
        }
        return !known;
    }

    /** The claim, which is let go when the exchange is done; null if the file could not be fetched whole. */
    public Claim take(@Body GenericFile<SftpRemoteFile> candidate, Exchange exchange) {
        RemoteFile file = PartnerStore.describe(candidate);
        Path here = place.resolve(UUID.randomUUID().toString());
        try {
            fetch((InputStream) candidate.getBody(), file, here);
            String checksum = file.name() + FileName.CHECKSUM;
            String declared = sightings.isSeen(checksum) ? store.checksum(checksum, exchange.getContext()) : null;
            Optional<Claim> claim = claim(file, here, declared);
            claim.ifPresent(mine -> handover.letGoAfter(exchange, mine));
            return claim.orElse(null);
        } catch (DataAccessException e) {
            LOG.debug("{} stays at {} until the ledger is back", file.name(), partner.id(), e);
            return null;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return null;
        } finally {
            line.rest();
        }
    }

    /** What is left here of a file that could not be fetched whole, the next poll removes. */
    private void fetch(InputStream body, RemoteFile file, Path here) throws IOException {
        Files.createDirectories(place);
        try (InputStream in = body;
                FileChannel out = FileChannel.open(here, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = copy(in, out, file.size());
            if (size != file.size()) {
                throw new IOException("%d of %d bytes came".formatted(size, file.size()));
            }
        }
        if (!store.holds(file)) {
            throw new IOException("it changed while it was fetched");
        }
    }

    private long copy(InputStream in, FileChannel out, long expected) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int n = in.read(chunk); n >= 0 && size <= expected; n = in.read(chunk)) {
            line.ask();
            if (Duration.between(ledSince, steady.instant()).compareTo(LEADING) > 0) {
                requireLead();
            }
            for (ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n); bytes.hasRemaining(); ) {
                out.write(bytes);
            }
            size += n;
        }
        return size;
    }

    /** Another node that fetches meanwhile would make a second submission of the file. */
    private void requireLead() throws IOException {
        if (!isOurs()) {
            throw new IOException("another node fetches from this partner now");
        }
    }

    /** Noted first: whoever comes after a kill at any instant finds the claim by its reference, or that there is none. */
    private Optional<Claim> claim(RemoteFile file, Path here, String declared) throws IOException {
        Reference reference = Reference.mint(clock.instant());
        if (!fetches.take(partner.id(), file, reference)) {
            throw new IOException("another node has taken it meanwhile");
        }
        requireLead();
        Optional<Claim> claim = incoming.claimFetched(here, reference, partner.sender(), file.name(), declared);
        claim.ifPresent(mine -> taken.put(file, reference));
        return claim;
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        line.rest();
    }

    // Removing

    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        RemoteFile file = PartnerStore.describe(candidate);
        if (taken.containsKey(file)) {
            line.ask();
            removeThere(file);
            line.rest();
        }
    }

    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        commit(operations, endpoint, exchange, candidate);
    }

    /** As long as the ledger does not have it, the file there is what a disk that dies here leaves of it. */
    private void removeThere(RemoteFile file) {
        Reference reference = taken.get(file);
        try {
            if (ledger.find(reference).isEmpty()) {
                return;
            }
            if (store.holds(file)) {
                // First, else a marker that stays would call the next file of that name ready while it is being written.
                removeIfSeen(partner.marker() == null ? "" : file.name() + partner.marker());
                removeIfSeen(file.name() + FileName.CHECKSUM);
                store.clear(file.name(), reference);
            }
            forget(file);
        } catch (DataAccessException e) {
            LOG.debug("{} stays at {} until the ledger is back", reference, partner.id(), e);
        } catch (RuntimeException e) {
            troubles.add("removal", "were taken but cannot be removed there: " + PartnerStore.cause(e));
            if (!store.isConnected()) {
                failed(e);
            }
        }
    }

    private void removeIfSeen(String companion) {
        if (sightings.isSeen(companion)) {
            store.remove(companion);
        }
    }

    private void forget(RemoteFile file) {
        fetches.forget(partner.id(), file);
        taken.remove(file);
    }
}
