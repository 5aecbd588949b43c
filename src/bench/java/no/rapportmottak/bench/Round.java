package no.rapportmottak.bench;

/**
 * What one round has given; null where it did not measure something.
 *
 * @param archived reports each second until the archive had them too
 * @param sftp     reports each second by SFTP, of the process that had worked off the folders before
 */
record Round(Pace hub, double archived, long startUpMillis, Pace floor, Pace camel, Pace integration, Double sftp) {}
