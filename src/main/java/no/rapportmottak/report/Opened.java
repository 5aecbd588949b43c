package no.rapportmottak.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * A document whose type is known and whose content is still to be read: XML stands at its root element, JSON is
 * in the tree already, because its {@code skjema} may stand anywhere on the first level.
 */
public record Opened(ReportType type, Positions positions, XMLStreamReader2 xml, ObjectNode json) {}
