package no.rapportmottak.reception;

import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.SftpATTRS;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.support.DefaultExchange;
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
    private static final int LONGEST_CHECKSUM = 512;
    private static final int MOST_NAMES_TOLD = 1000;
    private static final Duration LEADING = Duration.ofSeconds(10);

    /** @param since when it was first seen so, on the hub's clock */
    private record Sighting(RemoteFile file, Instant since) {}

    private final Partner partner;
    private final PartnerLine line;
    private final Path place;
    private final long limit;
    private final SenderFolders senders;
    private final Incoming incoming;
    private final Handover handover;
    private final Fetches fetches;
    private final Nodes nodes;
    private final Ledger ledger;
    private final Clock clock;

    private final Set<String> told = new HashSet<>();
    private final Map<RemoteFile, Reference> unwritten = new HashMap<>();
    private final Map<RemoteFile, Reference> taken = new HashMap<>();
    private Map<String, Sighting> before = Map.of();
    private Map<String, Sighting> now = new HashMap<>();
    private Troubles troubles = new Troubles();
    private Throwable failure;
    private GenericFileOperations<SftpRemoteFile> operations;
    private Instant ledSince;
    private volatile PartnerStanding standing;

    PartnerFolder(
            Partner partner, PartnerLine line, ReceptionSettings settings, SenderFolders senders, Incoming incoming,
            Handover handover, Fetches fetches, Nodes nodes, Ledger ledger, Clock clock) {
        this.partner = partner;
        this.line = line;
        this.place = settings.fetching().resolve(partner.id());
        this.limit = settings.limits().fileSize().toBytes();
        this.senders = senders;
        this.incoming = incoming;
        this.handover = handover;
        this.fetches = fetches;
        this.nodes = nodes;
        this.ledger = ledger;
        this.clock = clock;
        this.standing = new PartnerStanding(clock.instant(), null, true, Map.of());
    }

    PartnerStanding standing() {
        return standing;
    }

    /** Begins a poll; false when there is to be none now. */
    boolean begin() {
        boolean open = senders.isOpen(partner.sender());
        try {
            if (!open || !isOurs()) {
                standing = new PartnerStanding(clock.instant(), null, false, standing.troubles());
                return false;
            }
            taken.clear();
            taken.putAll(fetches.taken(partner.id()));
            taken.putAll(unwritten);
            Disk.deleteTree(place);
        } catch (DataAccessException | IOException e) {
            LOG.debug("Nothing is fetched from {} while the ledger or the disk is away", partner.id(), e);
            return false;
        }
        ledSince = clock.instant();
        now = new HashMap<>();
        troubles = new Troubles();
        failure = null;
        line.ask();
        return true;
    }

    /** The server's folder was looked through, though perhaps not everything in it could be fetched. */
    void end() {
        before = now;
        forgetWhatIsGone();
        if (standing.failure() != null) {
            LOG.info("Partner {} answers again", partner.id());
        }
        standing = new PartnerStanding(clock.instant(), null, true, troubles.all());
        line.rest();
    }

    /** The poll ended before its end; what it had not come to waits for the next. */
    void fail(Throwable cause) {
        String text = text(cause);
        if (standing.failure() == null) {
            LOG.warn("Nothing can be fetched from partner {}: {}", partner.id(), text);
        }
        standing = new PartnerStanding(standing.polled(), text, true, standing.troubles());
        line.rest();
    }

    /** Why the connection broke in this poll, or null. */
    Throwable failure() {
        return failure;
    }

    /** One node fetches from a partner, as long as it lives. */
    private boolean isOurs() {
        return nodes.leads("fetch " + partner.id());
    }

    private void forgetWhatIsGone() {
        Set<RemoteFile> there = new HashSet<>();
        now.values().forEach(sighting -> there.add(sighting.file()));
        try {
            for (RemoteFile file : Set.copyOf(taken.keySet())) {
                if (!there.contains(file)) {
                    forget(file);
                }
            }
        } catch (DataAccessException e) {
            LOG.debug("What is gone from {} is forgotten later", partner.id(), e);
        }
    }

    /** Lets through what is ready to be taken, and what was taken and is still to be removed. */
    @Override
    public boolean accept(GenericFile<SftpRemoteFile> candidate) {
        line.ask();
        String name = candidate.getFile().getFilename();
        if (!isRegular(candidate)) {
            return false;
        }
        if (!isGoodName(name)) {
            refuse(name);
            return false;
        }
        RemoteFile file = remote(candidate);
        Sighting seen = see(file);
        return taken.containsKey(file) || isReport(name) && isSmallEnough(file) && isReady(seen);
    }

    /** A link there would show us a file of another size, or one that is not meant for us. */
    private static boolean isRegular(GenericFile<SftpRemoteFile> candidate) {
        SftpATTRS attributes = ((LsEntry) candidate.getFile().getRemoteFile()).getAttrs();
        boolean known = (attributes.getFlags() & SftpATTRS.SSH_FILEXFER_ATTR_PERMISSIONS) != 0;
        return !known || attributes.isReg();
    }

    /** Backslashes part paths elsewhere, and stars and question marks would name other files to the client too. */
    private static boolean isGoodName(String name) {
        return FileName.isAcceptable(name) && name.chars().noneMatch(c -> c == '*' || c == '?' || c == '\\');
    }

    private void refuse(String name) {
        troubles.add("names", "have names that no file may have and are left alone; the log has the names");
        if (told.size() < MOST_NAMES_TOLD && told.add(name)) {
            LOG.warn("A file of partner {} is left alone for its name: {}", partner.id(), visible(name));
        }
    }

    private static String visible(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().limit(300).forEach(c -> text.append(Character.isISOControl(c) ? "%%%02x".formatted(c) : (char) c));
        return text.toString().replaceAll("[^\\p{Print}\\p{L}]", "%");
    }

    private Sighting see(RemoteFile file) {
        Sighting last = before.get(file.name());
        boolean same = last != null && last.file().equals(file);
        Sighting seen = new Sighting(file, same ? last.since() : clock.instant());
        now.put(file.name(), seen);
        return seen;
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

    /** A marker counts when the look before saw it: then the whole list is known. */
    private boolean isReady(Sighting seen) {
        String name = seen.file().name();
        Sighting checksum = before.get(name + FileName.CHECKSUM);
        return partner.marker() != null
                ? before.containsKey(name + partner.marker())
                : isSettled(seen) && (checksum == null || isSettled(checksum));
    }

    private boolean isSettled(Sighting seen) {
        boolean twice = before.containsKey(seen.file().name());
        return twice && Duration.between(seen.since(), clock.instant()).compareTo(partner.settle()) >= 0;
    }

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {
        this.operations = operations;
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
        RemoteFile file = remote(candidate);
        boolean known = taken.containsKey(file);
        if (known) {
            removeThere(file, taken.get(file));
        }
        return !known;
    }

    /** The claim, which is let go when the exchange is done; null if the file could not be fetched whole. */
    public Claim take(@Body GenericFile<SftpRemoteFile> candidate, Exchange exchange) {
        RemoteFile file = remote(candidate);
        Path here = place.resolve(UUID.randomUUID().toString());
        try {
            fetch((InputStream) candidate.getBody(), file, here);
            String declared = declared(file.name(), exchange);
            Optional<Claim> claim = claim(file, here, declared);
            claim.ifPresent(mine -> handover.letGoAfter(exchange, mine));
            return claim.orElse(null);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return null;
        } finally {
            line.rest();
            discard(here);
        }
    }

    private void fetch(InputStream body, RemoteFile file, Path here) throws IOException {
        Files.createDirectories(place);
        try (InputStream in = body;
                FileChannel out = FileChannel.open(here, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = copy(in, out, file.size());
            if (size != file.size()) {
                throw new IOException("%d of %d bytes came".formatted(size, file.size()));
            }
        }
        if (!isStillThere(file)) {
            throw new IOException("it changed while it was fetched");
        }
    }

    private long copy(InputStream in, FileChannel out, long expected) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int n = in.read(chunk); n >= 0 && size <= expected; n = in.read(chunk)) {
            line.ask();
            keepLead();
            for (ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n); bytes.hasRemaining(); ) {
                out.write(bytes);
            }
            size += n;
        }
        return size;
    }

    /** Another node that fetches meanwhile would make a second submission of the file. */
    private void keepLead() throws IOException {
        if (Duration.between(ledSince, clock.instant()).compareTo(LEADING) < 0) {
            return;
        }
        if (!isOurs()) {
            throw new IOException("another node fetches from this partner now");
        }
        ledSince = clock.instant();
    }

    /** What the file's checksum file says, or null without one. */
    private String declared(String name, Exchange exchange) throws IOException {
        String checksum = name + FileName.CHECKSUM;
        if (!now.containsKey(checksum)) {
            return null;
        }
        GenericFile<SftpRemoteFile> sidecar = new GenericFile<>();
        Exchange asking = new DefaultExchange(exchange.getContext());
        asking.setProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, sidecar);
        operations.retrieveFile(path(checksum), asking, 0);
        try (InputStream in = (InputStream) sidecar.getBody()) {
            return new String(in.readNBytes(LONGEST_CHECKSUM), StandardCharsets.UTF_8);
        }
    }

    private Optional<Claim> claim(RemoteFile file, Path here, String declared) throws IOException {
        ledSince = Instant.MIN;
        keepLead();
        Optional<Claim> claim = incoming.claimFetched(here, partner.sender(), file.name(), declared);
        claim.ifPresent(mine -> remember(file, mine.reference()));
        return claim;
    }

    /** That the claim stands is what counts; a memory that cannot be written now is written later. */
    private void remember(RemoteFile file, Reference reference) {
        taken.put(file, reference);
        try {
            fetches.take(partner.id(), file, reference);
        } catch (DataAccessException e) {
            unwritten.put(file, reference);
            LOG.warn("Submission {} is claimed; that it was fetched from {} is noted later: {}", reference, partner.id(),
                    e.toString());
        }
    }

    /** A connection that broke ends the poll; anything else concerns this file alone. */
    void failed(Throwable cause) {
        if (isConnected()) {
            troubles.add("fetch", "cannot be fetched: " + text(cause));
        } else {
            failure = failure == null ? cause : failure;
        }
    }

    private boolean isConnected() {
        return operations instanceof RemoteFileOperations<SftpRemoteFile> remote
                && remote.isConnected();
    }

    private static void discard(Path here) {
        try {
            Files.deleteIfExists(here);
        } catch (IOException e) {
            LOG.debug("The next poll removes {}", here, e);
        }
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        line.rest();
    }

    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange, GenericFile<SftpRemoteFile> candidate) {
        RemoteFile file = remote(candidate);
        Reference reference = taken.get(file);
        if (reference != null) {
            line.ask();
            removeThere(file, reference);
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
    private void removeThere(RemoteFile file, Reference reference) {
        try {
            if (ledger.find(reference).isEmpty()) {
                return;
            }
            if (unwritten.containsKey(file)) {
                fetches.take(partner.id(), file, reference);
                unwritten.remove(file);
            }
            if (isStillThere(file)) {
                clear(file.name(), reference);
            }
            forget(file);
        } catch (DataAccessException e) {
            LOG.debug("{} stays at {} until the ledger is back", reference, partner.id(), e);
        } catch (RuntimeException e) {
            troubles.add("removal", "were taken but cannot be removed there: " + text(e));
            if (!isConnected()) {
                failed(e);
            }
        }
    }

    private void clear(String name, Reference reference) {
        if (partner.done() == null) {
            operations.deleteFile(path(name));
        } else {
            String target = partner.done() + "/" + name;
            operations.renameFile(path(name), operations.existsFile(target) ? target + "." + reference : target);
        }
        for (String companion : new String[] {name + FileName.CHECKSUM, partner.marker() == null ? "" : name + partner.marker()}) {
            if (now.containsKey(companion)) {
                operations.deleteFile(path(companion));
            }
        }
    }

    private void forget(RemoteFile file) {
        fetches.forget(partner.id(), file);
        taken.remove(file);
        unwritten.remove(file);
    }

    /** Whether that very file lies there, as far as anybody can tell. */
    private boolean isStillThere(RemoteFile file) {
        String path = path(file.name());
        if (!operations.existsFile(path)) {
            return false;
        }
        SftpRemoteFile[] found = operations.listFiles(path);
        return found.length == 1 && file.equals(remote(file.name(), found[0]));
    }

    private String path(String name) {
        return partner.inn().endsWith("/") ? partner.inn() + name : partner.inn() + "/" + name;
    }

    private static RemoteFile remote(GenericFile<SftpRemoteFile> candidate) {
        return remote(candidate.getFile().getFilename(), candidate.getFile());
    }

    private static RemoteFile remote(String name, SftpRemoteFile file) {
        return new RemoteFile(name, file.getFileLength(), Instant.ofEpochMilli(file.getLastModified()));
    }

    /** What the client's wrapping says about the cause and not the path, which may be of anybody's naming. */
    private static String text(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof GenericFileOperationFailedException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
