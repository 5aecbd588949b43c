package no.rapportmottak.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import no.rapportmottak.ledger.Reconciliation.Kept;

/** Whether a file is what the ledger says. Its size is looked at each time, its bytes when there is reason to. */
final class Fixity {

    private final Path data;

    Fixity(Path data) {
        this.data = data;
    }

    /**
     * What is wrong with a file, or null.
     *
     * @param touchedSince the bytes are read when the system says that the file was touched since, whatever its
     *                     modification time says
     */
    String trouble(Kept kept, Instant touchedSince) throws IOException {
        Path file = data.resolve(kept.path());
        try {
            if (Files.size(file) != kept.size()) {
                return kept.what() + " is changed";
            }
            FileTime touched = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            boolean unread = touched.toInstant().isBefore(touchedSince);
            return unread || sha256(file).equals(kept.sha256()) ? null : kept.what() + " is changed";
        } catch (NoSuchFileException e) {
            return kept.what() + " is gone";
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
