package no.rapportmottak.archive;

/** A package is not what was written; the message says which file in it and how. */
class PackageDamaged extends Exception {

    private static final long serialVersionUID = 1;

    PackageDamaged(String message) {
        super(message);
    }
}
