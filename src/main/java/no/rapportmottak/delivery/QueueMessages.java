package no.rapportmottak.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import no.rapportmottak.ledger.Destinations;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Verdict;
import org.apache.camel.Headers;

/** What consuming systems read: body and properties of each message, by the names of the contract. */
public class QueueMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Routing routing;
    private final ReportTypes types;

    QueueMessages(Routing routing, ReportTypes types) {
        this.routing = routing;
        this.types = types;
    }

    /**
     * The body: the canonical JSON, or what is told of a package in the archive. The properties are put to the
     * headers, of which there must be no others.
     */
    public String compose(Parcel parcel, @Headers Map<String, Object> headers) {
        Verdict verdict = parcel.decision().verdict();
        put(headers, "meldingId", parcel.delivery().id());
        put(headers, "_AMQ_DUPL_ID", parcel.delivery().id());
        put(headers, "referanse", parcel.reference().value());
        put(headers, "rapporttype", verdict.reportType());
        put(headers, "skjemaversjon", verdict.schemaVersion());
        put(headers, "avsender", parcel.submission().sender());
        put(headers, "sha256", parcel.submission().original().sha256());
        put(headers, "CamelJmsDestinationName", parcel.delivery().destination());
        if (parcel.delivery().destination().equals(Destinations.ARCHIVED)) {
            return archived(parcel);
        }
        report(parcel.decision(), headers);
        return verdict.canonical();
    }

    private static void report(Decision decision, Map<String, Object> headers) {
        Verdict verdict = decision.verdict();
        put(headers, "hendelse", decision.version() > 1 ? "ERSTATTER" : "NY");
        put(headers, "versjon", decision.version());
        put(headers, "erstatter", verdict.replaces());
        for (String fact : new String[] {"organisasjonsnummer", "kapittel", "post", "avdeling"}) {
            put(headers, fact, verdict.fact(fact));
        }
        if (verdict.fact("budsjettaar") != null) {
            put(headers, "budsjettaar", Integer.valueOf(verdict.fact("budsjettaar")));
        }
    }

    /** Absent rather than empty. */
    private static void put(Map<String, Object> headers, String name, Object value) {
        if (value != null && !"".equals(value)) {
            headers.put(name, value);
        }
    }

    private static String archived(Parcel parcel) {
        ObjectNode body = JSON.createObjectNode();
        body.put("referanse", parcel.reference().value());
        body.put("pakke", parcel.packed().path());
        body.put("sha256", parcel.packed().sha256());
        body.put("rapporttype", parcel.decision().verdict().reportType());
        body.put("utfall", parcel.decision().outcome().name());
        return body.toString();
    }

    /** Whether the queue of a parcel asks for XML. */
    public boolean wantsXml(Parcel parcel) {
        return routing.wantsXml(parcel.decision().verdict().reportType(), parcel.delivery().destination());
    }

    /** The class that the canonical form of a parcel's type is generated to. */
    public String canonicalClass(Parcel parcel) {
        Verdict verdict = parcel.decision().verdict();
        String name = verdict.reportType();
        String label = name + "/" + verdict.schemaVersion();
        return types.byLabel(label).orElseThrow().javaPackage() + "."
                + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
