package no.rapportmottak.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who may hand in reports.
 *
 * @param id          folder and SFTP user name; a–z, 0–9 and hyphen only
 * @param language    of the receipts: nb, nn or en
 * @param reportsFor  organisation numbers it may report for
 * @param reportTypes it may hand in; empty means all
 * @param keys        that it signs in with
 * @param allowedFrom addresses it may come from by SFTP; empty means any
 * @param limits      what it may use up by SFTP
 * @param newKeys     whether it may hand in a new key, signed in with an old one
 */
public record Sender(
        String id,
        String organisationNumber,
        String name,
        String category,
        String language,
        List<String> reportsFor,
        List<String> reportTypes,
        List<SenderKey> keys,
        Contact contact,
        boolean enabled,
        List<AddressRange> allowedFrom,
        Limits limits,
        boolean newKeys) {

    /** With keys that hold for good, from anywhere, without limits of its own. */
    public Sender(
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
        this(id, organisationNumber, name, category, language, reportsFor, reportTypes,
                publicKeys.stream().map(SenderKey::of).toList(), contact, enabled, List.of(), Limits.NONE, false);
    }

    /**
     * Each null means that there is none.
     *
     * @param sessions     open at once
     * @param bytesPerHour written, taken or not
     * @param filesPerHour handed in
     */
    public record Limits(Integer sessions, Long bytesPerHour, Integer filesPerHour) {

        public static final Limits NONE = new Limits(null, null, null);
    }

    /** When the last of its keys ends; empty when one holds for good, or there is none. */
    public Optional<Instant> lastKeyEnds() {
        boolean endless = keys.isEmpty() || keys.stream().anyMatch(key -> key.notAfter() == null);
        return endless ? Optional.empty() : keys.stream().map(SenderKey::notAfter).max(Comparator.naturalOrder());
    }

    public boolean mayReport(String reportType, String organisation) {
        return reportsFor.contains(organisation) && (reportTypes.isEmpty() || reportTypes.contains(reportType));
    }

    /** Whether it is reminded by mail of what ends or is due: unless it is disabled, has no address or wants no mail at all. */
    public boolean isReminded() {
        return enabled && contact != null && contact.email() != null && contact.mail() != Contact.Mail.NONE;
    }

    public boolean mayComeFrom(InetAddress address) {
        return allowedFrom.isEmpty() || allowedFrom.stream().anyMatch(range -> range.contains(address));
    }

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
            /** Rejections at once, of other decisions nothing. */
            @JsonProperty("rejections")
            REJECTIONS,
            @JsonProperty("none")
            NONE
        }
    }
}
