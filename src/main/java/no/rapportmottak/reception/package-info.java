/**
 * The ways in: our own SFTP server, the drop folders, and partners' servers that we fetch from. A complete file is claimed by one atomic
 * rename into {@code incoming/} and handed on as a {@link no.rapportmottak.submission.Claim}; nothing
 * half uploaded is ever claimed, and whatever was claimed is taken up again after a crash.
 */
package no.rapportmottak.reception;
