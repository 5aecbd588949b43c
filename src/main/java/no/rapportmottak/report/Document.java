package no.rapportmottak.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A document that was read as a report of its type.
 *
 * @param tree     the same for XML and JSON
 * @param problems that the schema has found, in the order of the schema; none means that it is valid
 */
public record Document(ReportType type, ObjectNode tree, Positions positions, List<Problem> problems) {

    public boolean valid() {
        return problems.isEmpty();
    }

    /** The canonical form of a valid document. */
    public ObjectNode canonical() {
        return (ObjectNode) Canonical.of(tree, type.shape());
    }
}
