package no.rapportmottak.archive;

/**
 * What a walk through the archive found.
 *
 * @param intact   how many packages were found whole before the walk ended
 * @param mismatch where it stopped, or null when everything is whole
 */
public record Verification(int intact, Mismatch mismatch) {

    public boolean passed() {
        return mismatch == null;
    }
}
