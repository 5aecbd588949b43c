package no.rapportmottak.report;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at the name a sender gave a file. A name decides nothing and reaches no path, so a strange one is only
 * remarked upon: receipts and packages carry it in a form that every system can read.
 */
public final class FileNames {

    private static final int LONGEST = 120;
    /** Control and format characters, separators, and what begins an expression in some language. */
    private static final Pattern STRANGE = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}/\\\\]|[$#*@%]\\{|<|\\{\\{");
    private static final Pattern DEVICE = Pattern.compile(
            "(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileNames() {}

    /** What the sender should know of the name; empty for an ordinary one. */
    public static Optional<Problem> remark(String name) {
        return reason(name).map(reason -> new Problem(
                ParserPolicy.FILE_NAME, null, null, null, Map.of("detail", reason)));
    }

    private static Optional<String> reason(String name) {
        if (STRANGE.matcher(name).find()) {
            return Optional.of("filnavn:tegn");
        }
        if (DEVICE.matcher(name).matches()) {
            return Optional.of("filnavn:enhet");
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return Optional.of("filnavn:nfd");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST
                ? Optional.of("filnavn:langt") : Optional.empty();
    }
}
