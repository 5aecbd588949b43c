package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.rapportmottak.submission.Submission;

/**
 * Names a receipt after the file that it answers. Whatever the sender called it, the name is no path, can be
 * stored on every common file system and stays readable: what may not stand in it is percent-encoded, and
 * it is cut to 120 bytes before a character that doesn't fit, never inside one.
 */
final class ReceiptName {

    private static final int MOST_BYTES = 120;

    /** Control characters and half surrogate pairs, which have no bytes of their own, beside the contract's ten. */
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\p{Cc}\\p{Cs}/\\\\:*?\"<>|%]");

    /** One escape (the control characters U+0080 to U+009F have two bytes), or what a reader sees as one character. */
    private static final Pattern CHARACTER = Pattern.compile("%C2%[0-9A-F]{2}|%[0-9A-F]{2}|\\X");

    private static final Pattern CODE_POINT = Pattern.compile("(?s).");
    private static final HexFormat ESCAPES = HexFormat.of().withUpperCase().withPrefix("%");

    private ReceiptName() {}

    static String of(Submission submission, String ending) {
        return fileName(submission.fileName()) + "." + submission.reference() + "." + ending;
    }

    static String fileName(String sent) {
        String encoded = NOT_IN_A_NAME.matcher(sent).replaceAll(ReceiptName::escape);
        String kept = cut(encoded, CHARACTER);
        // A letter with a hundred accents fits nowhere; without any letter the name would begin with a dot.
        return kept.isEmpty() ? cut(encoded, CODE_POINT) : kept;
    }

    private static String escape(MatchResult forbidden) {
        return ESCAPES.formatHex(forbidden.group().getBytes(UTF_8));
    }

    private static String cut(String name, Pattern unit) {
        int bytes = 0;
        Matcher units = unit.matcher(name);
        while (units.find()) {
            bytes += units.group().getBytes(UTF_8).length;
            if (bytes > MOST_BYTES) {
                return name.substring(0, units.start());
            }
        }
        return name;
    }
}
