package no.rapportmottak.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** Documents that take a report back, each with a reference of its own. */
final class AWithdrawal {

    private static final AtomicInteger WITHDRAWALS = new AtomicInteger();

    private AWithdrawal() {}

    /** By the organisation of {@link AReport}. */
    static String of(String reference) {
        return of(reference, "999263550");
    }

    static String of(String reference, String organisation) {
        return tree(reference, organisation).toString();
    }

    static String trialOf(String reference) {
        return tree(reference, "999263550").put("proevekjoering", true).toString();
    }

    private static ObjectNode tree(String reference, String organisation) {
        ObjectNode tree = Hub.JSON.createObjectNode()
                .put("skjema", "tilbaketrekking/v1")
                .put("avsendersReferanse", "trekk-" + WITHDRAWALS.incrementAndGet())
                .put("spraak", "nb");
        tree.putObject("avsender").put("organisasjonsnummer", organisation).put("navn", "Solvik kommune").put("kategori", "KOMMUNE");
        tree.putObject("kontakt").put("navn", "Kari Eksempel").put("epost", "kari.eksempel@solvik.invalid");
        return tree.put("trekker", reference).put("begrunnelse", "Levert på feil ordning.");
    }
}
