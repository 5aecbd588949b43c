package no.rapportmottak.watch;

/**
 * Something that a probe finds wrong now.
 *
 * @param detail of which of several of its kind, such as the id of a webhook; empty when there is but one
 * @param grave  whether reports cannot flow for it; else it only needs a look
 * @param text   one sentence for operators, without personal data
 */
record Trouble(String detail, boolean grave, String text) {

    static Trouble grave(String text) {
        return new Trouble("", true, text);
    }

    static Trouble slight(String text) {
        return new Trouble("", false, text);
    }

    Trouble of(String which) {
        return new Trouble(which, grave, text);
    }

    /** The cause that the alarm is named after. */
    String alarm(String probe) {
        return detail.isEmpty() ? probe : probe + ":" + detail;
    }
}
