package no.rapportmottak.report;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a document as characters: UTF-8 with or without byte order mark and nothing else, strictly. */
final class Text {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes;
    private final int start;

    private Text(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
    }

    /** @throws Unreadable for bytes that are no UTF-8, with the place of the first */
    static Text of(byte[] bytes) throws Unreadable {
        if (bytes.length == 0) {
            throw new Unreadable("MOT-005", "");
        }
        requireUtf8(bytes);
        int start = startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        return new Text(bytes, start);
    }

    /** A pass of its own that keeps nothing: the readers then see only characters, from the same bytes. */
    private static void requireUtf8(byte[] bytes) throws Unreadable {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer chars = CharBuffer.allocate(8 * 1024);
        int line = 1;
        int column = 1;
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            chars.flip();
            while (chars.hasRemaining()) {
                boolean newLine = chars.get() == '\n';
                line = newLine ? line + 1 : line;
                column = newLine ? 1 : column + 1;
            }
            chars.clear();
        } while (result.isOverflow());
        if (result.isError()) {
            throw new Unreadable(Problem.at("MOT-004", line, column, "UTF-8"));
        }
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** The characters from the beginning, each time it is called. */
    Reader reader() {
        return new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8);
    }

    /** The first character that is no blank; a blank when there is none. */
    char first() {
        int at = start;
        while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
        return at == bytes.length ? ' ' : (char) (bytes[at] & 0xFF);
    }

    long size() {
        return bytes.length;
    }

    /** Whether XML 1.0 allows the character; what it forbids is forbidden in JSON too, so that both agree. */
    static boolean allowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
