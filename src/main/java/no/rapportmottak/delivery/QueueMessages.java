package no.rapportmottak.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import no.rapportmottak.ledger.Destinations;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.report.Changes;
import no.rapportmottak.report.Changes.Change;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Verdict;
import org.apache.camel.Headers;

/** What consuming systems read: body and properties of each message, by the names of the contract. */
public class QueueMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MOST_IN_A_PROPERTY = 30_000;

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
        put(headers, "traceparent", parcel.reference().traceparent(parcel.delivery().id()));
        put(headers, "CamelJmsDestinationName", parcel.delivery().destination());
        if (parcel.delivery().destination().equals(Destinations.ARCHIVED)) {
            return archived(parcel);
        }
        report(parcel.decision(), headers);
        known(parcel.decision(), headers);
        return told(parcel.decision()).canonical();
    }

    /** A withdrawal is told in the words of the report that it takes back. */
    private static Verdict told(Decision decision) {
        return decision.verdict().isWithdrawal() ? decision.before() : decision.verdict();
    }

    private static void report(Decision decision, Map<String, Object> headers) {
        Verdict verdict = told(decision);
        boolean withdrawal = decision.verdict().isWithdrawal();
        put(headers, "rapporttype", verdict.reportType());
        put(headers, "skjemaversjon", verdict.schemaVersion());
        put(headers, "hendelse", withdrawal ? "TRUKKET" : decision.isCorrection() ? "ERSTATTER" : "NY");
        put(headers, "versjon", decision.version());
        put(headers, "erstatter", withdrawal ? decision.verdict().bearing().withdraws() : verdict.replaces());
        put(headers, "forretningsnoekkel", decision.verdict().businessKey().value());
        for (String fact : new String[] {"organisasjonsnummer", "kapittel", "post", "avdeling"}) {
            put(headers, fact, verdict.fact(fact));
        }
        if (verdict.fact("budsjettaar") != null) {
            put(headers, "budsjettaar", Integer.valueOf(verdict.fact("budsjettaar")));
        }
    }

    /** What the hub knows beside the canonical form, as JSON. */
    private static void known(Decision decision, Map<String, Object> headers) {
        ArrayNode posts = JSON.createArrayNode();
        decision.verdict().againstPlan().forEach(post -> posts.add(post(post)));
        put(headers, "planMotRapport", posts.isEmpty() ? null : posts.toString());
        if (decision.isCorrection()) {
            List<Change> changes = Changes.between(decision.before().canonical(), decision.verdict().canonical());
            put(headers, "endringer", written(changes));
            put(headers, "antallEndringer", changes.size());
        }
    }

    /** As many of the first changes as a property may hold: the broker keeps properties in memory and in one record. */
    private static String written(List<Change> changes) {
        StringJoiner written = new StringJoiner(",", "[", "]");
        for (Change change : changes) {
            String next = change(change).toString();
            if (written.length() + next.length() > MOST_IN_A_PROPERTY) {
                break;
            }
            written.add(next);
        }
        return written.toString();
    }

    private static ObjectNode post(AgainstPlan post) {
        return JSON.createObjectNode()
                .put("kapittel", post.chapter())
                .put("post", post.post())
                .put("planlagt", post.planned())
                .put("rapportert", post.reported())
                .put("gjenstaar", post.remaining())
                .put("avvik", post.deviation())
                .put("avvikProsent", post.deviationShare())
                .put("plan", post.plan())
                .put("planversjon", post.version());
    }

    private static ObjectNode change(Change change) {
        return JSON.createObjectNode().put("sti", change.path()).put("foer", change.before()).put("etter", change.after());
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
        return routing.wantsXml(told(parcel.decision()).reportType(), parcel.delivery().destination());
    }

    /** The class that the canonical form of a parcel's type is generated to. */
    public String canonicalClass(Parcel parcel) {
        Verdict verdict = told(parcel.decision());
        String name = verdict.reportType();
        String label = name + "/" + verdict.schemaVersion();
        return types.byLabel(label).orElseThrow().javaPackage() + "."
                + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
