package no.rapportmottak.archive;

/**
 * The first thing in the archive that is not as it was written.
 *
 * @param item    the package or stray file, from the folder that was walked; or the package's file name
 * @param problem what is wrong with it, naming the file inside
 */
public record Mismatch(String item, String problem) {

    @Override
    public String toString() {
        return item + ": " + problem;
    }
}
