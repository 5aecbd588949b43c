package no.rapportmottak.registry;

import java.util.List;

/**
 * Somebody who may hand in reports.
 *
 * @param id          folder and SFTP user name; a–z, 0–9 and hyphen only
 * @param language    of the receipts: nb, nn or en
 * @param reportsFor  organisation numbers it may report for
 * @param reportTypes it may hand in; empty means all
 * @param publicKeys  in the form of OpenSSH's authorized_keys, one key each
 */
public record Sender(
        String id,
        String organisationNumber,
        String name,
        String category,
        String language,
        List<String> reportsFor,
        List<String> reportTypes,
        List<String> publicKeys,
        Contact contact,
        boolean enabled) {

    public record Contact(String email) {}
}
