package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import no.rapportmottak.reception.Place.Folder;
import no.rapportmottak.reception.RecentlyTaken.Taken;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one login of a sender can see and do. Every operation that is allowed is a method here; there is
 * no other.
 *
 * <p>{@link #handIn} is where an upload becomes a submission: only a clean close, or the rename of a
 * temporary name, leads there. {@link #abandon} is what a broken session leads to.
 */
class Login {

    private static final Logger log = LoggerFactory.getLogger(Login.class);
    /** Before the name of a key that is handed in; no name in {@code inn/} can begin so. */
    private static final String KEYS = "nokkel/";

    private final String sender;
    private final String id = UUID.randomUUID().toString();
    private final SenderFolders folders;
    private final Uploads uploads;
    private final RecentlyTaken taken;
    private final Checksums checksums;
    private final Incoming incoming;
    private final Handover handover;
    private final Quota quota;
    private final Notices notices;
    private final KeyDesk keyDesk;
    private final String signedInWith;
    private final Map<String, Upload> own = new ConcurrentHashMap<>();

    Login(
            String sender,
            SenderFolders folders,
            Uploads uploads,
            RecentlyTaken taken,
            Checksums checksums,
            Incoming incoming,
            Handover handover,
            Quota quota,
            Notices notices,
            KeyDesk keyDesk,
            String signedInWith) {
        this.sender = sender;
        this.folders = folders;
        this.uploads = uploads;
        this.taken = taken;
        this.checksums = checksums;
        this.incoming = incoming;
        this.handover = handover;
        this.quota = quota;
        this.notices = notices;
        this.keyDesk = keyDesk;
        this.signedInWith = signedInWith;
    }

    String sender() {
        return sender;
    }

    Entry stat(String path) throws IOException {
        Place place = place(path);
        if (place.isFolder()) {
            return Entry.folder("");
        }
        return switch (place.folder()) {
            case NOKKEL -> statInn(KEYS + place.name());
            case INN -> statInn(place.name());
            default -> statReceipt(place.name());
        };
    }

    Listing list(String path) throws IOException {
        Place place = place(path);
        if (!place.isFolder()) {
            throw Refused.notThere(Why.NO_FOLDER);
        }
        return new Listing(Entry.folder(""), entries(place.folder()));
    }

    Download read(String path) throws IOException {
        Place place = place(path);
        if (!place.isIn(Folder.KVITTERING)) {
            throw Refused.notAllowed(Why.ONLY_RECEIPTS_READ);
        }
        return new Download(statReceipt(place.name()), receipt(place.name()));
    }

    /** Options as of a file channel; there is something to open only if a temporary name was uploaded before. */
    Upload write(String path, Set<StandardOpenOption> options) throws IOException {
        if (place(path).isIn(Folder.NOKKEL)) {
            return writeKey(place(path).name());
        }
        String name = inn(path, Why.ONLY_INN_WRITTEN);
        refuseIfClosed();
        withinQuota(name, () -> quota.refuseIfSpent(sender));
        boolean there = temporary(name).isPresent();
        if (!there && !options.contains(StandardOpenOption.CREATE)) {
            throw Refused.notThere(Why.NO_SUCH_FILE);
        }
        if (there && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw Refused.because(Why.NAME_TAKEN);
        }
        return begin(name, options.contains(StandardOpenOption.TRUNCATE_EXISTING));
    }

    private Upload writeKey(String name) throws IOException {
        if (!name.endsWith(".pub")) {
            throw Refused.notAllowed(Why.KEY_NAME);
        }
        return begin(KEYS + name, true);
    }

    private Upload begin(String name, boolean anew) throws IOException {
        Upload upload = uploads.begin(sender, id, name, anew);
        own.put(name, upload);
        return upload;
    }

    void write(Upload upload, long offset, byte[] bytes) throws IOException {
        try {
            if (upload.name().startsWith(KEYS) && offset + bytes.length > KeyDesk.LARGEST) {
                throw Refused.because(Why.TOO_LARGE, KeyDesk.LARGEST);
            }
            withinQuota(upload.name(), () -> quota.takeBytes(sender, bytes.length));
        } catch (Refused e) {
            upload.fail(e);
        }
        upload.write(offset, bytes);
    }

    /**
     * The clean close of an upload. It throws, and nothing is left of the upload, if it cannot be handed
     * in; nor of an earlier one of that name, for clients that pass over the error ask for the size next.
     */
    void close(Upload upload) throws IOException {
        try {
            upload.finish();
            if (!FileName.isTemporary(upload.name())) {
                handInOrDiscard(upload);
            }
        } catch (IOException | RuntimeException e) {
            taken.forget(sender, upload.name());
            throw e;
        } finally {
            end(upload);
        }
    }

    /** The session broke. A temporary name stays for its sender to go on with; the rest goes. */
    void abandon(Upload upload) {
        try {
            if (FileName.isTemporary(upload.name())) {
                upload.close();
            } else {
                upload.discard();
                log.info("Upload of {} by sender {} was cut off; nothing is kept", upload.name(), sender);
            }
        } catch (IOException e) {
            log.warn("Cannot clear up after a cut upload of sender {}: {}", sender, e.toString());
        } finally {
            end(upload);
        }
    }

    /** The login is over and its uploads are closed or abandoned. */
    void leave() {
        try {
            uploads.forget(id);
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot remove the upload folder of a login of sender {}: {}", sender, e.toString());
        }
    }

    void remove(String path) throws IOException {
        Place place = place(path);
        if (place.isIn(Folder.KVITTERING)) {
            statReceipt(place.name());
            Files.delete(receipt(place.name()));
            return;
        }
        String name = inn(path, Why.FOLDERS_STAY);
        refuseIfOpen(name);
        Optional<Path> lying = lying(name);
        if (lying.isEmpty() && taken.find(sender, name).isPresent()) {
            throw Refused.notAllowed(Why.ALREADY_TAKEN);
        }
        Files.delete(lying.orElseThrow(() -> Refused.notThere(Why.NO_SUCH_FILE)));
    }

    void rename(String from, String to) throws IOException {
        String source = inn(from, Why.RENAME_FROM_INN);
        String target = inn(to, Why.RENAME_WITHIN_INN);
        refuseIfOpen(source);
        refuseIfOpen(target);
        if (taken.find(sender, target).isPresent()) {
            throw Refused.because(Why.JUST_TAKEN);
        }
        Path path = lying(source).orElseThrow(() -> Refused.notThere(Why.NO_SUCH_FILE));
        if (lying(target).isPresent()) {
            throw Refused.because(Why.NAME_TAKEN);
        }
        rename(path, target);
    }

    void setModified(String path, FileTime time) throws IOException {
        String name = inn(path, Why.CHANGE_IN_INN);
        Optional<Path> lying = lying(name);
        if (own.containsKey(name)) {
            own.get(name).setModified(time);
        } else if (lying.isPresent()) {
            Files.setLastModifiedTime(lying.get(), time);
        } else {
            statInn(name);
            taken.touch(sender, name, time);
        }
    }

    /** Cuts an upload of this login; of anything else its own size is the only one it can be set to. */
    void setSize(String path, long size) throws IOException {
        String name = inn(path, Why.CHANGE_IN_INN);
        if (own.containsKey(name)) {
            own.get(name).truncate(size);
        } else if (statInn(name).size() != size) {
            throw Refused.notAllowed(Why.SIZE_STAYS);
        }
    }

    private void rename(Path path, String target) throws IOException {
        boolean uploaded = path.startsWith(uploads.temporary(sender));
        if (FileName.isTemporary(target)) {
            Files.move(path, Disk.named(path.getParent(), target));
        } else if (uploaded) {
            refuseIfClosed();
            handIn(path, target);
        } else {
            Files.move(path, Disk.named(folders.inn(sender), target));
        }
    }

    /** What was begun before the pause, or before the volume was full, may end; nothing new begins. */
    private void refuseIfClosed() throws Refused {
        if (folders.isPaused(sender)) {
            throw Refused.notAllowed(Why.PAUSED);
        }
        if (!folders.hasRoom()) {
            throw Refused.because(Why.NO_ROOM);
        }
    }

    private void handInOrDiscard(Upload upload) throws IOException {
        try {
            handIn(upload.path(), upload.name());
        } catch (IOException | RuntimeException e) {
            upload.discard();
            throw e;
        }
    }

    private void handIn(Path path, String name) throws IOException {
        if (name.startsWith(KEYS)) {
            handInKey(path, name);
            return;
        }
        if (FileName.isChecksum(name)) {
            handInChecksum(path, name);
            return;
        }
        withinQuota(name, () -> quota.takeFile(sender));
        Claim claim = incoming.claim(path, sender, Channel.SFTP, name)
                .orElseThrow(() -> Refused.because(Why.NOT_TAKEN));
        handover.send(claim);
    }

    private interface Within {
        void take() throws Refused;
    }

    /** Programs that upload often show no message; the sender finds one among its receipts too. */
    private void withinQuota(String name, Within quotaOf) throws Refused {
        try {
            quotaOf.take();
        } catch (Refused e) {
            if (!name.startsWith(KEYS)) {
                notices.refused(sender, name, e);
            }
            throw e;
        }
    }

    private void handInKey(Path path, String name) throws IOException {
        keyDesk.handIn(sender, signedInWith, name.substring(KEYS.length()), path);
        taken.remember(sender, name, Files.size(path), Files.getLastModifiedTime(path));
        Files.delete(path);
    }

    /** Waits in {@code inn/} for its file; one that comes after its file is of no use any more. */
    private void handInChecksum(Path path, String name) throws IOException {
        if (checksums.cameLate(sender, FileName.checkedBy(name))) {
            Files.delete(path);
            log.info("Removed {} of sender {}: its file was taken before it came", name, sender);
            return;
        }
        Files.move(path, Disk.named(folders.inn(sender), name), StandardCopyOption.ATOMIC_MOVE);
        Disk.force(folders.inn(sender));
    }

    private void end(Upload upload) {
        own.remove(upload.name());
        uploads.end(sender, upload.name());
    }

    private Entry statInn(String name) throws IOException {
        Upload upload = own.get(name);
        if (upload != null) {
            return upload.entry();
        }
        Optional<Path> lying = lying(name);
        if (lying.isPresent()) {
            return Entry.file(name, Files.readAttributes(lying.get(), BasicFileAttributes.class));
        }
        Taken memory = taken.find(sender, name).orElseThrow(() -> Refused.notThere(Why.NO_SUCH_FILE));
        return Entry.file(name, memory.size(), memory.modified());
    }

    private Entry statReceipt(String name) throws IOException {
        Optional<BasicFileAttributes> receipt =
                FileName.isTemporary(name) ? Optional.empty() : Disk.regularFile(receipt(name));
        return Entry.file(name, receipt.orElseThrow(() -> Refused.notThere(Why.NO_SUCH_FILE)));
    }

    private Stream<Entry> entries(Folder folder) throws IOException {
        return switch (folder) {
            case TOP -> Stream.concat(
                    Stream.of(Entry.folder("inn"), Entry.folder("kvittering")),
                    Stream.of(Entry.folder("nokkel")).filter(keys -> keyDesk.isOpenFor(sender)));
            case NOKKEL -> Stream.empty();
            case KVITTERING -> files(folders.kvittering(sender)).filter(file -> !FileName.isTemporary(file.name()));
            case INN -> inn();
        };
    }

    private Stream<Entry> inn() throws IOException {
        Map<String, Entry> shown = new LinkedHashMap<>();
        try (Stream<Entry> dropped = files(folders.inn(sender));
                Stream<Entry> temporary = files(uploads.temporary(sender))) {
            Stream.concat(dropped, temporary)
                    .filter(file -> !uploads.isOpen(sender, file.name()))
                    .forEach(file -> shown.put(file.name(), file));
        }
        for (Upload upload : own.values()) {
            if (!upload.name().startsWith(KEYS)) {
                shown.put(upload.name(), upload.entry());
            }
        }
        return shown.values().stream();
    }

    private static Stream<Entry> files(Path folder) throws IOException {
        return Disk.isFolder(folder) ? Files.list(folder).flatMap(Login::file) : Stream.empty();
    }

    private static Stream<Entry> file(Path path) {
        try {
            String name = path.getFileName().toString();
            return Disk.regularFile(path).map(attributes -> Entry.file(name, attributes)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** A closed temporary upload or a file that a local system has dropped. */
    private Optional<Path> lying(String name) throws IOException {
        Optional<Path> temporary = temporary(name);
        Path dropped = Disk.named(folders.inn(sender), name);
        return temporary.isPresent() ? temporary : Disk.regularFile(dropped).map(file -> dropped);
    }

    private Optional<Path> temporary(String name) throws IOException {
        Path path = Disk.named(uploads.temporary(sender), name);
        return uploads.isOpen(sender, name) ? Optional.empty() : Disk.regularFile(path).map(file -> path);
    }

    private Path receipt(String name) {
        return Disk.named(folders.kvittering(sender), name);
    }

    private Place place(String path) throws Refused {
        Place place = Place.of(path);
        if (place.folder() == Folder.NOKKEL && !keyDesk.isOpenFor(sender)) {
            throw Refused.notThere(Why.ONLY_TWO_FOLDERS);
        }
        return place;
    }

    private String inn(String path, Why otherwise) throws Refused {
        Place place = place(path);
        if (!place.isIn(Folder.INN)) {
            throw Refused.notAllowed(otherwise);
        }
        return place.name();
    }

    private void refuseIfOpen(String name) throws Refused {
        if (uploads.isOpen(sender, name)) {
            throw Refused.because(Why.UPLOADING);
        }
    }
}
