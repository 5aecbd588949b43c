package no.rapportmottak.submission;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The name under which a file lies in a package, made from a name that a sender chose.
 *
 * <p>Only {@code A-Z a-z 0-9 . _ -}, at most {@value #MAX_LENGTH} characters, never a path, never hidden,
 * never an option of a command, never a device name of Windows. So a manifest needs none of BagIt's
 * percent-encoding, on which {@code sha256sum} and BagIt tools disagree, and the package unpacks alike on
 * every file system. The rule loses information on purpose; the sent name stands in the receipts and in
 * {@code arkivmelding.xml}.
 */
public final class SafeName {

    private static final int MAX_LENGTH = 180;
    private static final int KEPT_END = 19;
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern FIRST_OR_LAST = Pattern.compile("^[.-]|\\.$");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeName() {}

    public static String of(String sent) {
        String ascii = UNSAFE.matcher(withoutNorwegianLetters(sent)).replaceAll("_");
        String name = FIRST_OR_LAST.matcher(shortened(ascii)).replaceAll("_");
        return name.isEmpty() || DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static String withoutNorwegianLetters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
                .replace("Æ", "Ae").replace("Ø", "Oe").replace("Å", "Aa");
    }

    /** Cuts in the middle, so that the end, which says what kind of file it is, stays. */
    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        String start = name.substring(0, MAX_LENGTH - KEPT_END - 1);
        return start + "_" + name.substring(name.length() - KEPT_END);
    }
}
