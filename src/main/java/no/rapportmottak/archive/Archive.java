package no.rapportmottak.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.Disposal;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Receipted;

/**
 * The packages of all decided reports, below {@code <data>/archive}. Safe for many threads and for several
 * processes on the same folder.
 */
public class Archive {

    private static final String FOLDER = "archive";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy/MM").withZone(ZoneOffset.UTC);

    private final Path data;
    private final Path root;
    private final ArchiveSettings settings;
    private final WriteOnce store;
    private final AttachmentStore attachments;

    /** Touches nothing on the disk. */
    public Archive(Path data, ArchiveSettings settings) {
        this.data = data.toAbsolutePath().normalize();
        this.root = this.data.resolve(FOLDER);
        this.settings = settings;
        this.store = new WriteOnce(root);
        this.attachments = AttachmentStore.in(this.data);
    }

    /** Packs what a parcel brings, and puts to it where the package lies; see {@link #pack(Receipted)}. */
    public Parcel pack(Parcel parcel) throws IOException {
        return parcel.with(pack(new Receipted(parcel.decision(), parcel.receipts())));
    }

    /**
     * Writes the package of a decided submission; when it returns, the package is on the disk.
     *
     * <p>Repeating it is safe: a package that is there is checked and returned as it is, never written again,
     * even when the receipts have changed since.
     *
     * @throws IOException              the disk is full or away: try again
     * @throws IllegalArgumentException the submission is one that has no package: a duplicate, in quarantine,
     *                                  not yet decided, or a trial
     * @throws IllegalStateException    the kept original is not what was received, or the package that is there
     *                                  is damaged or of another original: an operator must look
     */
    public ArchivePackage pack(Receipted receipted) throws IOException {
        Decision decision = receipted.decision();
        Path target = root.resolve(place(decision));
        boolean written = Files.notExists(target, LinkOption.NOFOLLOW_LINKS) && store.write(bag(receipted), target);
        if (!written) {
            requireSameOriginal(target, decision.submission().original());
        }
        store.settle(target);
        return describe(target);
    }

    /** Removes the package of a submission whose content is purged, whole; one that is gone already is not missed. */
    public void remove(Disposal disposal) throws IOException {
        if (disposal.packed() != null) {
            Files.deleteIfExists(data.resolve(disposal.packed().path()));
        }
    }

    /** The first thing that is wrong with one package, or empty when it is whole. */
    public Optional<Mismatch> verify(Path zip) throws IOException {
        return verify(zip, zip.getFileName().toString());
    }

    /** Walks this archive, see {@link #verifyAll(Path)}; one in which nothing lies yet is whole. */
    public Verification verifyAll() throws IOException {
        return Files.exists(root) ? verifyAll(root) : new Verification(0, null);
    }

    /**
     * Checks every package below a folder, in the order of their names, and stops at the first that is not
     * whole and at any file that is no package. Packages that were removed as a whole are not missed: only
     * the ledger knows them.
     *
     * @throws IOException when the folder or a file cannot be read
     */
    public Verification verifyAll(Path folder) throws IOException {
        return verifyBelow(folder, folder, new Verification(0, null));
    }

    private Verification verifyBelow(Path folder, Path top, Verification sofar) throws IOException {
        Verification result = sofar;
        for (Path child : sorted(folder)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                result = verifyBelow(child, top, result);
            } else {
                Optional<Mismatch> mismatch = verify(child, slashed(top.relativize(child)));
                int intact = result.intact() + (mismatch.isPresent() ? 0 : 1);
                result = new Verification(intact, mismatch.orElse(null));
            }
            if (!result.passed()) {
                return result;
            }
        }
        return result;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (var all = Files.newDirectoryStream(folder, child -> !child.endsWith(WriteOnce.UNFINISHED))) {
            all.forEach(children::add);
        }
        children.sort(null);
        return children;
    }

    private static Optional<Mismatch> verify(Path zip, String item) throws IOException {
        if (!Files.isRegularFile(zip, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new Mismatch(item, "is not a plain file"));
        }
        try {
            PackageCheck.payloadOf(zip);
            return Optional.empty();
        } catch (PackageDamaged damaged) {
            return Optional.of(new Mismatch(item, damaged.getMessage()));
        }
    }

    private static Path place(Decision decision) {
        Outcome outcome = decision.outcome();
        if (decision.verdict().trial() || !outcome.accepted() && outcome != Outcome.AVVIST) {
            String what = decision.verdict().trial() ? "a trial" : "what ended as " + outcome;
            throw new IllegalArgumentException(decision.submission().reference() + ": no package of " + what);
        }
        String month = MONTH.format(decision.submission().received());
        return Path.of(outcome.accepted() ? "" : "rejected", month, decision.submission().reference() + ".zip");
    }

    private Bag bag(Receipted receipted) throws IOException {
        Journalpost journalpost = Journalpost.of(receipted, attachments);
        List<BagFile> payload = new ArrayList<>();
        journalpost.dokumenter().forEach(dokument -> payload.add(dokument.fil()));
        payload.add(BagFile.of(Bag.PAYLOAD + "arkivmelding.xml", Arkivmelding.of(journalpost, settings)));
        return new Bag(receipted.decision(), settings.arkivskaper(), payload);
    }

    private static void requireSameOriginal(Path target, Original original) throws IOException {
        try {
            Map<String, String> payload = PackageCheck.payloadOf(target);
            boolean same = payload.entrySet().stream()
                    .filter(file -> file.getKey().startsWith(Journalpost.ORIGINAL_FOLDER))
                    .anyMatch(file -> file.getValue().equals(original.sha256()));
            if (!same) {
                throw new IllegalStateException(target + " is the package of another original");
            }
        } catch (PackageDamaged damaged) {
            throw new IllegalStateException(target + " is there and damaged: " + damaged.getMessage(), damaged);
        }
    }

    private ArchivePackage describe(Path target) throws IOException {
        try (InputStream in = Files.newInputStream(target)) {
            Fixity fixity = Fixity.of(in);
            return new ArchivePackage(slashed(data.relativize(target)), fixity.sha256(), fixity.size());
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
