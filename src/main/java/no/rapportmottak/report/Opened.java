package no.rapportmottak.report;

import org.codehaus.stax2.XMLStreamReader2;

/**
 * A document whose type is known and whose content is still to be read.
 *
 * @param xml stands at the root element; null for JSON, which is read from its beginning
 */
public record Opened(ReportType type, Text text, XMLStreamReader2 xml) {}
