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
import java.util.regex.Pattern;

/** The bytes of a document as characters: UTF-8 with or without byte order mark and nothing else, strictly. */
final class Text {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** How an opening bracket or a byte order mark begins in UTF-7. */
    private static final Pattern UTF_7 = Pattern.compile("\\+(ADw|AHs|/v[89+/])");

    private final byte[] bytes;
    private final int start;
    private final Problem refused;

    private Text(byte[] bytes, int start, Problem refused) {
        this.bytes = bytes;
        this.start = start;
        this.refused = refused;
    }

    /** @throws Unreadable for bytes that are no UTF-8, with the place of the first */
    static Text of(byte[] bytes) throws Unreadable {
        if (bytes.length == 0) {
            throw new Unreadable("MOT-005", "");
        }
        if (isOtherEncoding(bytes)) {
            throw new Unreadable(Problem.at("MOT-004", 1, 1, ""));
        }
        int start = startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        return new Text(bytes, start, firstRefused(bytes, start));
    }

    /** Those whose bytes are UTF-8 as well: UTF-16 and UTF-32 of plain letters without a mark, and UTF-7. */
    private static boolean isOtherEncoding(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] == 0 ^ bytes[1] == 0)
                || bytes.length > 3 && bytes[0] == 0 && bytes[2] == 0
                || UTF_7.matcher(new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1)).matches();
    }

    /** A pass of its own that keeps nothing: the readers then see only characters, from the same bytes. */
    private static Problem firstRefused(byte[] bytes, int start) throws Unreadable {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer chars = CharBuffer.allocate(8 * 1024);
        Place place = new Place();
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            chars.flip();
            place.pass(chars);
            chars.clear();
        } while (result.isOverflow());
        if (result.isError()) {
            throw new Unreadable(Problem.at("MOT-004", place.line, place.column, ""));
        }
        return place.refused;
    }

    /** Where the pass has come to, and the first character on the way that is refused. */
    private static final class Place {

        private final ParserPolicy.Characters policy = new ParserPolicy.Characters();
        private int line = 1;
        private int column = 1;
        private Problem refused;

        /** A decoder gives both halves of a character at once, or neither. */
        void pass(CharBuffer chars) {
            while (chars.hasRemaining()) {
                char c = chars.get();
                int character = Character.isHighSurrogate(c) ? Character.toCodePoint(c, chars.get()) : c;
                String refusal = policy.refusal(character);
                if (refusal != null && refused == null) {
                    refused = Problem.at(refusal, line, column, ParserPolicy.written(character));
                }
                line = c == '\n' ? line + 1 : line;
                column = c == '\n' ? 1 : column + 1;
            }
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

    /** Ends the reading where a character stands that the policy refuses. */
    void requireCharacters() throws Unreadable {
        if (refused != null) {
            throw new Unreadable(refused);
        }
    }

    /** Whether it begins with a byte order mark. */
    boolean isMarked() {
        return start > 0;
    }
}
