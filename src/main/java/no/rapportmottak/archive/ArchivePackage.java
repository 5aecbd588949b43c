package no.rapportmottak.archive;

import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;

/**
 * A package that is safely in place.
 *
 * @param path       from the data folder, with slashes: {@code archive/2023/03/<reference>.zip}
 * @param sha256     of the package file itself
 * @param size       of the package file in bytes
 * @param reportType null when the document could not be identified
 */
public record ArchivePackage(
        Reference reference, String path, String sha256, long size, String reportType, Outcome outcome) {}
