package no.rapportmottak.report;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.validation.ValidatorHandler;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Reads XML once: the same events build the tree, feed the schema validator and tell where each part stands.
 * A document type declaration ends the reading; no entity, schema location or include is ever followed.
 */
final class XmlReader {

    private static final int LONGEST_NUMBER = 19;

    private final WstxInputFactory factory = new WstxInputFactory();

    private final int maxText;

    XmlReader(int maxDepth, int maxText) {
        this.maxText = maxText;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Text comes in pieces, so that the content of an attachment never stands whole in memory.
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_REPORT_CDATA, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, maxDepth);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 20);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 2_000);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("nothing outside a document is read: " + systemId);
        });
    }

    /** Opens a document and stops at its root element. */
    XMLStreamReader2 open(Reader text) throws Unreadable {
        XMLStreamReader2 reader = null;
        try {
            reader = (XMLStreamReader2) factory.createXMLStreamReader(text);
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                throw new Unreadable(Problem.at("MOT-004", 1, 1, encoding));
            }
            if ("1.1".equals(reader.getVersion())) {
                throw new Unreadable(Problem.at("MOT-007", 1, 1, "XML 1.1"));
            }
            while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
                reader.next();
                refuseDoctype(reader);
            }
            return reader;
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static void refuseDoctype(XMLStreamReader2 reader) throws Unreadable {
        if (reader.getEventType() == XMLStreamConstants.DTD
                || reader.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
            Location place = start(reader);
            throw new Unreadable(Problem.at("MOT-006", place.getLineNumber(), place.getColumnNumber(), "DOCTYPE"));
        }
    }

    /** Reads from the root element to the end of the document; content of attachments goes to the reading's contents. */
    ObjectNode read(XMLStreamReader2 reader, Shape shape, ValidatorHandler schema, Located located)
            throws Unreadable, IOException {
        try {
            schema.startDocument();
            JsonNode root = element(reader, shape, "", schema, located);
            schema.endDocument();
            while (reader.hasNext()) {
                reader.next();
            }
            return root instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (SAXException e) {
            throw new IllegalStateException("the validator reports and goes on", e);
        }
    }

    /** Where reading stands, for those who have to say where something was found. */
    static final class Located {

        private final Reading reading;
        private String pointer = "";

        Located(Reading reading) {
            this.reading = reading;
        }

        String pointer() {
            return pointer;
        }
    }

    private JsonNode element(
            XMLStreamReader2 reader, Shape shape, String pointer, ValidatorHandler schema, Located located)
            throws XMLStreamException, SAXException, Unreadable, IOException {
        Location place = start(reader);
        located.reading.positions().put(pointer, place.getLineNumber(), place.getColumnNumber());
        located.reading.requireStructureWithin(place.getCharacterOffset());
        located.pointer = pointer;
        String namespace = reader.getNamespaceURI();
        String name = reader.getLocalName();
        schema.startElement(namespace, name, reader.getPrefixedName(), attributes(reader));
        ContentWriter content = shape != null && shape.kind() == Shape.Kind.CONTENT
                ? located.reading.contents().open() : null;
        ObjectNode children = null;
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            refuseDoctype(reader);
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                children = children == null ? JsonNodeFactory.instance.objectNode() : children;
                child(reader, namespace, shape, pointer, children, schema, located);
            } else if (reader.isCharacters() && content != null) {
                content.write(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            } else if (reader.isCharacters()) {
                characters(reader, text, schema);
            }
        }
        located.pointer = pointer;
        if (content != null) {
            text.append(located.reading.contents().end(pointer, content));
            schema.characters(text.toString().toCharArray(), 0, text.length());
        }
        schema.endElement(namespace, name, name);
        return children != null ? children : leaf(text.toString(), shape);
    }

    private void characters(XMLStreamReader2 reader, StringBuilder text, ValidatorHandler schema)
            throws SAXException, Unreadable {
        int length = reader.getTextLength();
        if (text.length() + length > maxText) {
            Location place = start(reader);
            throw new Unreadable(Problem.at("MOT-012", place.getLineNumber(), place.getColumnNumber(), "> " + maxText));
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), length);
        schema.characters(reader.getTextCharacters(), reader.getTextStart(), length);
    }

    private void child(
            XMLStreamReader2 reader, String namespace, Shape shape, String pointer, ObjectNode children,
            ValidatorHandler schema, Located located)
            throws XMLStreamException, SAXException, Unreadable, IOException {
        boolean own = namespace == null ? reader.getNamespaceURI() == null : namespace.equals(reader.getNamespaceURI());
        String name = own ? reader.getLocalName() : "{" + reader.getNamespaceURI() + "}" + reader.getLocalName();
        Shape known = shape == null ? null : shape.property(name);
        String path = Pointer.child(pointer, name);
        if (known != null && known.kind() == Shape.Kind.ARRAY) {
            ArrayNode array = children.withArrayProperty(name);
            array.add(element(reader, known.items(), Pointer.child(path, array.size()), schema, located));
        } else {
            children.set(name, element(reader, known, path, schema, located));
        }
    }

    /** White space around numbers, dates and booleans means nothing in XML Schema; in text it is text. */
    private static JsonNode leaf(String text, Shape shape) {
        Shape.Kind kind = shape == null ? Shape.Kind.TEXT : shape.kind();
        String value = text.strip();
        return switch (kind) {
            case INTEGER -> value.matches("[+-]?[0-9]{1," + LONGEST_NUMBER + "}") ? number(value) : new TextNode(text);
            case BOOLEAN -> switch (value) {
                case "true", "1" -> BooleanNode.TRUE;
                case "false", "0" -> BooleanNode.FALSE;
                default -> new TextNode(text);
            };
            case DATE -> new TextNode(value);
            case OBJECT -> text.isBlank() ? JsonNodeFactory.instance.objectNode() : new TextNode(text);
            default -> new TextNode(text);
        };
    }

    private static JsonNode number(String value) {
        try {
            return LongNode.valueOf(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return new TextNode(value);
        }
    }

    private static AttributesImpl attributes(XMLStreamReader2 reader) {
        AttributesImpl attributes = new AttributesImpl();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i) == null ? "" : reader.getAttributeNamespace(i);
            attributes.addAttribute(namespace, reader.getAttributeLocalName(i), reader.getAttributeLocalName(i), "CDATA",
                    reader.getAttributeValue(i));
        }
        return attributes;
    }

    private static Location start(XMLStreamReader2 reader) {
        return reader.getLocationInfo().getStartLocation();
    }

    private static Unreadable malformed(XMLStreamException e) {
        String code = e.getMessage() != null && e.getMessage().contains("exceed") ? "MOT-012" : "MOT-007";
        String detail = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        Location place = e.getLocation();
        return place == null ? new Unreadable(code, detail)
                : new Unreadable(Problem.at(code, place.getLineNumber(), place.getColumnNumber(), detail));
    }
}
