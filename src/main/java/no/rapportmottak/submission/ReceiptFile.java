package no.rapportmottak.submission;

/**
 * A receipt as it is handed to the sender and kept in the archive.
 *
 * @param name      the file's name in {@code kvittering/}
 * @param mediaType such as {@code application/json}
 */
public record ReceiptFile(String name, String mediaType, byte[] content) {}
