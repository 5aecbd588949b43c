package no.rapportmottak.submission;

/**
 * A package that lies in the archive.
 *
 * @param path   from the data folder, with slashes: {@code archive/2023/03/<reference>.zip}
 * @param sha256 of the zip file
 * @param size   of the zip file, in bytes
 */
public record ArchivePackage(String path, String sha256, long size) {}
