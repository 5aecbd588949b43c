package no.rapportmottak.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What proves that bytes have not changed.
 *
 * @param sha256 64 hexadecimal digits in lower case
 * @param size   in bytes
 */
record Fixity(String sha256, long size) {

    private static final int BUFFER = 8 * 1024;

    static Fixity of(byte[] content) {
        try {
            return of(new ByteArrayInputStream(content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads to the end and does not close. */
    static Fixity of(InputStream in) throws IOException {
        return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }

    /** Reads to the end, or until it was more than {@code most} bytes: the size then is greater than that. */
    static Fixity of(InputStream in, long most) throws IOException {
        return copy(in, OutputStream.nullOutputStream(), most);
    }

    /** Copies to the end, a buffer at a time, and closes neither. */
    static Fixity copy(InputStream in, OutputStream out) throws IOException {
        return copy(in, out, Long.MAX_VALUE);
    }

    private static Fixity copy(InputStream in, OutputStream out, long most) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = 0; read >= 0 && size <= most; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            size += read;
        }
        return new Fixity(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
