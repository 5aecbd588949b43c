package no.rapportmottak.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
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

    /**
     * Where a sender wants to be told of decisions, and how often.
     *
     * @param email one address, or null: then there is no mail
     * @param mail  daily unless the sender has chosen
     */
    public record Contact(String email, Mail mail) {

        public Contact {
            mail = mail == null ? Mail.DAILY : mail;
        }

        /** Rejections can't wait for a digest: a deadline may run out meanwhile. */
        public enum Mail {
            /** One mail for each decision. */
            @JsonProperty("each")
            EACH,
            /** Rejections at once, the rest together at each full hour. */
            @JsonProperty("hourly")
            HOURLY,
            /** Rejections at once, the rest together once a day. */
            @JsonProperty("daily")
            DAILY,
            /** Rejections at once, else nothing. */
            @JsonProperty("rejections")
            REJECTIONS,
            @JsonProperty("none")
            NONE
        }
    }
}
