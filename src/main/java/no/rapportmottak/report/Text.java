package no.rapportmottak.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a document: UTF-8 with or without byte order mark and nothing else, strictly. */
final class Text {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Text() {}

    static String decode(byte[] bytes) throws Unreadable {
        if (bytes.length == 0) {
            throw new Unreadable("MOT-005", "");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        chars.flip();
        if (result.isError()) {
            throw new Unreadable(Problem.at("MOT-004", line(chars), column(chars), "UTF-8"));
        }
        String text = chars.toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static int line(CharSequence before) {
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    private static int column(CharSequence before) {
        return before.length() - before.toString().lastIndexOf('\n');
    }

    /** Whether XML 1.0 allows the character; what it forbids is forbidden in JSON too, so that both agree. */
    static boolean allowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
