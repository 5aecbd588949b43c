package no.rapportmottak.duty;

/**
 * A grant scheme in one year, counted up from the valid reports of its recipients. Amounts are whole kroner.
 *
 * @param expected   how many recipients the catalogue knows of, or null where it knows none for the scheme
 * @param reported   recipients of whom a report is accepted; those who sent several count once
 * @param carried    unspent of the year before, which they were allowed to use
 * @param high       recipients with attainment HOEY; of several reports of one the last counts
 * @param unassessed those who do not say how well they reached their goals
 */
public record SchemeTotal(
        String scheme,
        String chapter,
        String post,
        String name,
        String administrator,
        Integer expected,
        int reported,
        long awarded,
        long carried,
        long spent,
        long unspent,
        int high,
        int middle,
        int low,
        int unassessed) {

    /** In hundredths of a per cent of those who have reported, rounded half up. */
    public int highShare() {
        return share(high, reported);
    }

    public int middleShare() {
        return share(middle, reported);
    }

    public int lowShare() {
        return share(low, reported);
    }

    static int share(int part, int whole) {
        return whole == 0 ? 0 : (int) ((20_000L * part + whole) / (2L * whole));
    }

    /** Those who should report, and those who did though nobody knew of them. */
    int atLeastExpected() {
        return Math.max(expected == null ? 0 : expected, reported);
    }
}
