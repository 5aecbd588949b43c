package no.rapportmottak.submission;

import java.nio.file.Path;

/**
 * The bytes exactly as they were sent, kept unchanged; a claim check (EIP): what passes between the
 * stages is this, never the bytes.
 *
 * @param path   where the bytes lie
 * @param sha256 of the bytes, 64 hexadecimal digits in lower case
 * @param size   in bytes
 */
public record Original(Path path, String sha256, long size) {}
