package no.rapportmottak.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Decodes the content of one attachment as its base64 (RFC 4648, blanks and line breaks anywhere) comes in, and
 * hashes and writes what comes out. Content that is no base64 is not an error of reading: the schema finds it.
 */
final class ContentWriter extends Writer {

    /** Stands in the tree for content that is no base64; the schemas' pattern refuses it. */
    private static final String WRONG = "?";

    private final byte[] characters = new byte[16 * 1024];
    private final MessageDigest digest = sha256();
    private final OutputStream out;
    private final FileChannel channel;
    private final Path file;
    private int filled;
    private boolean padded;
    private boolean wrong;
    private long size;
    private long read;

    /** @param file to write to, or null to hash only */
    ContentWriter(Path file) throws IOException {
        this.file = file;
        this.channel = file == null ? null
                : FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = channel == null ? OutputStream.nullOutputStream() : Channels.newOutputStream(channel);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        read += length;
        for (int i = from; i < from + length && !wrong; i++) {
            char c = text[i];
            if (c == '\n' || c == '\r' || c == ' ' || c == '\t') {
                continue;
            }
            if (c > 0x7F || padded) {
                wrong = true;
                return;
            }
            characters[filled++] = (byte) c;
            if (filled == characters.length) {
                decode();
            }
        }
    }

    private void decode() throws IOException {
        try {
            ByteBuffer bytes = Base64.getDecoder().decode(ByteBuffer.wrap(characters, 0, filled));
            padded = bytes.remaining() < filled / 4 * 3;
            size += bytes.remaining();
            digest.update(bytes.array(), bytes.arrayOffset(), bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
            filled = 0;
        } catch (IllegalArgumentException noBase64) {
            wrong = true;
        }
    }

    /** Ends the content; what stands for it in the tree: its checksum, nothing, or a sign that it is wrong. */
    String end() throws IOException {
        if (filled % 4 != 0) {
            wrong = true;
        }
        if (!wrong) {
            decode();
        }
        close();
        if (wrong) {
            return WRONG;
        }
        return size == 0 ? "" : HexFormat.of().formatHex(digest.digest());
    }

    boolean hasContent() {
        return !wrong && size > 0;
    }

    long size() {
        return size;
    }

    /** How many characters of the document were content. */
    long charactersRead() {
        return read;
    }

    Path file() {
        return file;
    }

    @Override
    public void flush() {
        // Contents flushes what is kept; the rest need not reach the disk.
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
