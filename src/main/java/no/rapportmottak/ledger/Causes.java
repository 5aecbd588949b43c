package no.rapportmottak.ledger;

import java.util.regex.Pattern;

/** Words for failures, and how those that are the same trouble are recognised. */
final class Causes {

    private static final int GROUP = 200;
    private static final Pattern OF_ITS_OWN = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,}|[0-9]+");

    private Causes() {}

    static String text(Throwable cause) {
        return Timeline.cut(cause.toString());
    }

    /** A cause without references, hashes and numbers. */
    static String group(Throwable cause) {
        String same = OF_ITS_OWN.matcher(cause.toString()).replaceAll("#");
        return same.substring(0, Math.min(same.length(), GROUP));
    }
}
