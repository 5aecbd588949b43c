package no.rapportmottak.ledger;

/**
 * Who does something to the hub, and why; nothing is changed by a person without it.
 *
 * @param who    the name that the person signed in with, or has on the command line
 * @param reason in the person's own words
 */
public record Act(String who, String reason) {

    private static final int LONGEST = 1000;
    private static final String ON_COMMAND_LINE = " (command line)";

    /** Of somebody who has not signed in, and is known by the operating system only. */
    public static Act onCommandLine(String user, String reason) {
        return new Act(user + ON_COMMAND_LINE, reason);
    }

    boolean isOnCommandLine() {
        return who.endsWith(ON_COMMAND_LINE);
    }

    /** The same person's other name, were there the same names at both places. */
    String elsewhere() {
        return isOnCommandLine() ? who.substring(0, who.length() - ON_COMMAND_LINE.length()) : who + ON_COMMAND_LINE;
    }

    /** @throws NotDone without a reason, or with one too long to be kept */
    public Act {
        reason = reason == null ? "" : reason.replaceAll("\\p{Cc}", " ").strip();
        if (reason.isEmpty() || reason.length() > LONGEST) {
            throw new NotDone(NotDone.Why.REASON);
        }
    }
}
