package no.rapportmottak.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A document that was read as a report of its type.
 *
 * @param tree        the same for XML and JSON; the checksum stands where an attachment's content stood
 * @param problems    that the schema has found, in the order of the schema; none means that it is valid
 * @param remarks     what was found beside the schema, which leaves it valid
 * @param attachments what their content is, by the pointers to it
 */
public record Document(
        ReportType type,
        ObjectNode tree,
        Positions positions,
        List<Problem> problems,
        List<Problem> remarks,
        Map<String, Attachment> attachments) {

    public boolean valid() {
        return problems.isEmpty();
    }

    /** The canonical form of a valid document. */
    public ObjectNode canonical() {
        return new Canonical(attachments).of(tree, type.shape());
    }

    /**
     * The canonical form as rules see it: beside what an attachment is, which we have measured, {@code oppgitt} has
     * what the document says that it is.
     */
    public ObjectNode forRules(ObjectNode canonical) {
        if (attachments.isEmpty()) {
            return canonical;
        }
        ObjectNode form = canonical.deepCopy();
        for (String content : attachments.keySet()) {
            String pointer = Pointer.parent(content);
            ObjectNode declared = ((ObjectNode) form.at(pointer)).putObject("oppgitt");
            JsonNode sent = tree.at(pointer);
            if (sent.has("sha256")) {
                declared.put("sha256", sent.get("sha256").textValue().toLowerCase(Locale.ROOT));
            }
            if (sent.has("stoerrelse")) {
                declared.put("stoerrelse", sent.get("stoerrelse").decimalValue().longValueExact());
            }
        }
        return form;
    }
}
