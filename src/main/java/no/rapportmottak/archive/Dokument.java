package no.rapportmottak.archive;

import java.time.Instant;

/**
 * A document of the journal post: Noark's {@code dokumentbeskrivelse} with its one {@code dokumentobjekt}.
 *
 * @param dokumenttype what kind of document it is, in Norwegian
 * @param tittel       from outside; may hold any character
 * @param medietype    such as {@code application/json}
 * @param opprettet    when it was made, or received
 */
record Dokument(BagFile fil, String dokumenttype, String tittel, String medietype, Instant opprettet) {

    static final String ATTACHMENT = "Vedlegg";
    static final String REPORT = "Rapport";

    /** Whether the sender made it; the rest is ours. */
    boolean isSent() {
        return dokumenttype.equals(REPORT) || dokumenttype.equals(ATTACHMENT);
    }
}
