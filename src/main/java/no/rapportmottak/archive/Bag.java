package no.rapportmottak.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.SafeName;
import no.rapportmottak.submission.Submission;

/**
 * A bag by BagIt 1.0 (RFC 8493) with SHA-256 manifests, to be written as one zip whose only top folder is the
 * reference. The same payload gives the same bytes: order and times come from the submission.
 */
final class Bag {

    static final String DECLARATION = "bagit.txt";
    static final String INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    static final String PAYLOAD = "data/";
    static final String OXUM = "Payload-Oxum";
    static final String DECLARATION_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    private final String folder;
    private final Instant received;
    private final List<BagFile> files = new ArrayList<>();

    /** @param payload every file of the bag below {@code data/}, in the order in which they are to be written */
    Bag(Decision decision, String sourceOrganization, List<BagFile> payload) {
        Submission submission = decision.submission();
        this.folder = submission.reference() + "/";
        this.received = submission.received();
        files.add(BagFile.of(DECLARATION, DECLARATION_TEXT));
        files.add(BagFile.of(INFO, info(decision, sourceOrganization, payload)));
        files.add(BagFile.of(MANIFEST, manifest(payload)));
        files.add(BagFile.of(TAG_MANIFEST, manifest(List.copyOf(files))));
        files.addAll(payload);
    }

    /**
     * Writes every file as an entry.
     *
     * @throws IllegalStateException when a file is no longer what its fixity says: the kept original was changed
     */
    void write(ZipOutputStream zip) throws IOException {
        for (BagFile file : files) {
            zip.putNextEntry(entry(file));
            try (InputStream content = file.content().open()) {
                requireSame(file, Fixity.copy(content, zip));
            }
            zip.closeEntry();
        }
    }

    private ZipEntry entry(BagFile file) {
        ZipEntry entry = new ZipEntry(folder + file.path());
        // setTime would convert by the zone of the machine, and the same bag would get other bytes elsewhere.
        entry.setTimeLocal(LocalDateTime.ofInstant(received, ZoneOffset.UTC));
        return entry;
    }

    private static void requireSame(BagFile file, Fixity written) {
        if (!written.equals(file.fixity())) {
            throw new IllegalStateException(
                    file.path() + " should be " + file.fixity() + " but its source now has " + written);
        }
    }

    private static String info(Decision decision, String sourceOrganization, List<BagFile> payload) {
        Submission submission = decision.submission();
        long bytes = payload.stream().mapToLong(file -> file.fixity().size()).sum();
        return "Source-Organization: " + sourceOrganization + "\n"
                + "External-Identifier: " + submission.reference() + "\n"
                + "External-Description: Innsending til Rapportmottak, " + decision.outcome() + "\n"
                + "Internal-Sender-Identifier: " + SafeName.of(submission.sender()) + "\n"
                + "Bagging-Date: " + LocalDate.ofInstant(decision.handled(), ZoneOffset.UTC) + "\n"
                + "Bag-Size: " + String.format(Locale.ROOT, "%.1f kB", bytes / 1000.0) + "\n"
                + OXUM + ": " + bytes + "." + payload.size() + "\n"
                + "Bag-Software-Agent: Rapportmottak\n";
    }

    private static String manifest(List<BagFile> listed) {
        StringBuilder lines = new StringBuilder();
        listed.forEach(file -> lines.append(file.fixity().sha256())
                .append("  ")
                .append(file.path())
                .append('\n'));
        return lines.toString();
    }
}
