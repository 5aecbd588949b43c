package no.rapportmottak.submission;

/** The way a file came in. */
public enum Channel {
    /** Put into the sender's {@code inn/} folder by a local system. */
    MAPPE,
    /** Uploaded to our own SFTP server. */
    SFTP,
    /** Fetched from the sender's own SFTP server. */
    PARTNER
}
