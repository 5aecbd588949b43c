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
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
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
    /** How the parser tells of an illegal reference to a character ({@code &#0;}) and of an entity nobody declared. */
    private static final Pattern CHARACTER_REFERENCE = Pattern.compile("Illegal character (entity|reference)|Invalid character reference");
    private static final String UNDECLARED_ENTITY = "Undeclared general entity";
    /** The parser's limits by how it tells of them. */
    private static final Map<String, Problem> LIMITS = Map.of(
            "Maximum Element Depth", limit(ParserPolicy.DEPTH, ParserPolicy.MAX_DEPTH),
            "Attribute limit", limit(ParserPolicy.PARTS, "grense:attributter:" + ParserPolicy.MAX_ATTRIBUTES),
            "Maximum attribute size", limit(ParserPolicy.TEXT, ParserPolicy.MAX_ATTRIBUTE));

    private final WstxInputFactory factory = new WstxInputFactory();

    XmlReader() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Text comes in pieces, so that the content of an attachment never stands whole in memory.
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_REPORT_CDATA, false);
        // Else what is wrong with a text is thrown where it is asked for, unchecked, and not where it is read.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, ParserPolicy.MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ParserPolicy.MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ParserPolicy.MAX_ATTRIBUTE);
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
                throw new Unreadable(Problem.at("MOT-004", 1, 1, ""));
            }
            if ("1.1".equals(reader.getVersion())) {
                throw new Unreadable(Problem.at("MOT-007", 1, 1, "lesing:xml-1.1"));
            }
            while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
                next(reader);
            }
            return reader;
        } catch (XMLStreamException e) {
            throw unreadable(e, reader);
        }
    }

    /** The next event, unless the policy refuses it. */
    private static int next(XMLStreamReader2 reader) throws XMLStreamException, Unreadable {
        int event = reader.next();
        String refusal = switch (event) {
            case XMLStreamConstants.DTD -> "MOT-006";
            case XMLStreamConstants.ENTITY_REFERENCE -> ParserPolicy.ENTITY;
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> ParserPolicy.INSTRUCTION;
            default -> null;
        };
        if (refusal != null) {
            Location place = start(reader);
            throw new Unreadable(Problem.at(refusal, place.getLineNumber(), place.getColumnNumber(), ""));
        }
        return event;
    }

    /** Reads from the root element to the end of the document; content of attachments goes to the reading's contents. */
    ObjectNode read(XMLStreamReader2 reader, Shape shape, ValidatorHandler schema, Located located)
            throws Unreadable, IOException {
        try {
            schema.startDocument();
            JsonNode root = element(reader, shape, "", schema, located);
            if (!located.invalid) {
                schema.endDocument();
            }
            while (reader.hasNext()) {
                next(reader);
            }
            return root instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (XMLStreamException e) {
            throw unreadable(e, reader);
        } catch (SAXException e) {
            throw new IllegalStateException("the validator reports and goes on", e);
        }
    }

    /** Where reading stands, for those who have to say where something was found. */
    static final class Located {

        private final Reading reading;
        private String pointer = "";
        private boolean invalid;

        Located(Reading reading) {
            this.reading = reading;
        }

        String pointer() {
            return pointer;
        }

        /** The schema has found something: it need not see the rest, which the JSON Schema will. */
        void invalid() {
            invalid = true;
        }
    }

    private JsonNode element(
            XMLStreamReader2 reader, Shape shape, String pointer, ValidatorHandler schema, Located located)
            throws XMLStreamException, SAXException, Unreadable, IOException {
        Location place = start(reader);
        located.reading.part(pointer, place.getLineNumber(), place.getColumnNumber(), place.getCharacterOffset());
        located.pointer = pointer;
        String namespace = reader.getNamespaceURI();
        String name = reader.getLocalName();
        ParserPolicy.requireName(name, place.getLineNumber(), place.getColumnNumber());
        AttributesImpl attributes = attributes(reader, located.reading);
        if (!located.invalid) {
            schema.startElement(namespace, name, reader.getPrefixedName(), attributes);
        }
        ContentWriter content = shape != null && shape.kind() == Shape.Kind.CONTENT
                ? located.reading.contents().open() : null;
        ObjectNode children = null;
        StringBuilder text = new StringBuilder();
        while (next(reader) != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                children = children == null ? JsonNodeFactory.instance.objectNode() : children;
                child(reader, namespace, shape, pointer, children, schema, located);
            } else if (reader.isCharacters() && content != null) {
                content.write(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            } else if (reader.isCharacters()) {
                characters(reader, text);
            }
        }
        located.pointer = pointer;
        if (content != null) {
            text.append(located.reading.contents().end(pointer, content));
        }
        requireText(text, shape, pointer, place);
        if (!located.invalid) {
            int enough = Math.min(text.length(), shape == null ? text.length() : shape.enough());
            schema.characters(text.substring(0, enough).toCharArray(), 0, enough);
            schema.endElement(namespace, name, name);
        }
        return children != null ? children : leaf(text.toString(), shape);
    }

    private static void characters(XMLStreamReader2 reader, StringBuilder text) throws Unreadable {
        int length = reader.getTextLength();
        if (text.length() + length > ParserPolicy.MAX_TEXT) {
            Location place = start(reader);
            throw new Unreadable(Problem.at(ParserPolicy.TEXT, place.getLineNumber(), place.getColumnNumber(),
                    String.valueOf(ParserPolicy.MAX_TEXT)));
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), length);
    }

    private static void requireText(StringBuilder text, Shape shape, String pointer, Location place) throws Unreadable {
        if (shape != null && shape.kind() == Shape.Kind.INTEGER && text.length() > ParserPolicy.MAX_NUMBER) {
            throw new Unreadable(Problem.at(ParserPolicy.NUMBER, place.getLineNumber(), place.getColumnNumber(),
                    String.valueOf(ParserPolicy.MAX_NUMBER)));
        }
        ParserPolicy.requireCharacters(text.toString(), pointer, place.getLineNumber(), place.getColumnNumber());
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

    private static AttributesImpl attributes(XMLStreamReader2 reader, Reading reading) throws Unreadable {
        AttributesImpl attributes = new AttributesImpl();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            Location place = start(reader);
            String namespace = reader.getAttributeNamespace(i) == null ? "" : reader.getAttributeNamespace(i);
            String name = reader.getAttributeLocalName(i);
            ParserPolicy.requireName(name, place.getLineNumber(), place.getColumnNumber());
            if (namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI) && name.endsWith("chemaLocation")) {
                reading.remark(Problem.at(
                        ParserPolicy.SCHEMA_LOCATION, place.getLineNumber(), place.getColumnNumber(), ""));
            } else {
                String value = reader.getAttributeValue(i);
                ParserPolicy.requireCharacters(value, null, place.getLineNumber(), place.getColumnNumber());
                attributes.addAttribute(namespace, name, name, "CDATA", value);
            }
        }
        return attributes;
    }

    private static Location start(XMLStreamReader2 reader) {
        return reader.getLocationInfo().getStartLocation();
    }

    /** In words of ours; the place is the parser's where the exception has none. */
    private static Unreadable unreadable(XMLStreamException e, XMLStreamReader2 reader) {
        String complaint = e.getMessage() == null ? "" : e.getMessage();
        Problem problem = problem(complaint);
        Location place = e.getLocation() != null || reader == null ? e.getLocation() : reader.getLocation();
        return new Unreadable(place == null ? problem : Problem.at(
                problem.code(), place.getLineNumber(), Math.max(1, place.getColumnNumber()), problem.values().get("detail")));
    }

    private static Problem problem(String complaint) {
        if (complaint.contains(UNDECLARED_ENTITY)) {
            return limit(ParserPolicy.ENTITY, "");
        }
        if (CHARACTER_REFERENCE.matcher(complaint).find()) {
            return limit(ParserPolicy.FORBIDDEN, "lesing:tegnreferanse");
        }
        return LIMITS.entrySet().stream()
                .filter(known -> complaint.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(limit("MOT-007", ReaderWords.ofXml(complaint)));
    }

    private static Problem limit(String code, Object detail) {
        return Problem.at(code, 1, 1, String.valueOf(detail));
    }
}
