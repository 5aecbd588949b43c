package no.rapportmottak.report;

import java.util.Map;

/**
 * What a file may be, whoever sent it; {@code src/docs/parser-policy.md} says it in words. The bytes pass here
 * before a parser sees them, and what a parser makes of escapes passes here again. Nothing in it can be configured:
 * senders rely on it, and an ordinary report comes nowhere near.
 */
final class ParserPolicy {

    static final int MAX_DEPTH = 50;
    /** Fields, list elements and groups in all: the largest plan that its schema allows has some 160 000. */
    static final int MAX_PARTS = 250_000;
    /** Far more than any schema allows; so a file of tiny attachments costs little. */
    static final int MAX_ATTACHMENTS = 1_000;
    static final int MAX_NUMBER = 100;
    static final int MAX_NAME = 200;
    static final int MAX_TEXT = 1_000_000;
    static final int MAX_ATTRIBUTES = 20;
    static final int MAX_ATTRIBUTE = 2_000;
    /** As in Unicode's Stream-Safe Text Format (UAX #15); to order longer runs costs the square of their length. */
    static final int MAX_COMBINING = 30;

    static final String DEPTH = "MOT-012";
    static final String FORBIDDEN = "MOT-013";
    static final String PARTS = "MOT-027";
    static final String NUMBER = "MOT-016";
    static final String NAME = "MOT-017";
    static final String TEXT = "MOT-018";
    static final String ENTITY = "MOT-019";
    static final String INSTRUCTION = "MOT-020";
    static final String DIRECTION = "MOT-021";
    static final String COMBINING = "MOT-022";
    static final String BYTE_ORDER_MARK = "MOT-023";
    static final String SCHEMA_LOCATION = "MOT-024";
    static final String FILE_NAME = "MOT-025";
    static final String MORE = "MOT-026";

    private ParserPolicy() {}

    /** Looks at the characters of one text, in their order. */
    static final class Characters {

        private int combining;

        /** The code that refuses the character where it stands, or null. */
        String refusal(int c) {
            if (c >= ' ' && c < 0x7F) {
                combining = 0;
                return null;
            }
            if (isForbidden(c)) {
                return FORBIDDEN;
            }
            if (c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069) {
                return DIRECTION;
            }
            combining = isCombining(c) ? combining + 1 : 0;
            return combining > MAX_COMBINING ? COMBINING : null;
        }
    }

    /**
     * What XML 1.0 forbids, in JSON too, so that the formats can hold the same; what it advises against (section 2.2):
     * a terminal obeys some of it; and a byte order mark that does not stand first.
     */
    private static boolean isForbidden(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r'
                || c >= 0x7F && c <= 0x9F && c != 0x85
                || c >= 0xD800 && c <= 0xDFFF
                || c >= 0xFDD0 && c <= 0xFDEF
                || c == 0xFEFF
                || (c & 0xFFFE) == 0xFFFE;
    }

    private static boolean isCombining(int c) {
        return c >= 0x300 && switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    static String written(int character) {
        return "U+%04X".formatted(character);
    }

    /** Refuses characters that were written as escapes, which no one sees in the bytes. */
    static void requireCharacters(String text, String pointer, int line, int column) throws Unreadable {
        Characters characters = new Characters();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String refusal = characters.refusal(c);
            if (refusal != null) {
                throw new Unreadable(new Problem(refusal, pointer, line, column, Map.of("detail", written(c))));
            }
            i += Character.charCount(c);
        }
    }

    static void requireName(String name, int line, int column) throws Unreadable {
        if (name.length() > MAX_NAME) {
            throw new Unreadable(Problem.at(NAME, line, column, String.valueOf(MAX_NAME)));
        }
    }
}
