package no.rapportmottak.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.module.jakarta.xmlbind.JakartaXmlBindAnnotationModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * From bytes to a canonical form by the libraries as they are: the JDK's schema validator (which checks identity
 * constraints), JAXB and Woodstox for XML, networknt and Jackson for JSON; compiled once, a parser for each thread.
 */
final class Forms {

    /** The first thing that is wrong. */
    static final class Invalid extends Exception {
        Invalid(String message) {
            super(message, null, false, false);
        }
    }

    /** What it is, and its canonical JSON. */
    record Form(String type, String json) {}

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JakartaXmlBindAnnotationModule())
            .setSerializationInclusion(JsonInclude.Include.NON_EMPTY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private final Map<String, Schema> xsds = new HashMap<>();
    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final JAXBContext jaxb;
    private final ThreadLocal<Map<String, Unmarshaller>> unmarshallers = ThreadLocal.withInitial(HashMap::new);
    private final XMLInputFactory xml = XMLInputFactory.newFactory();

    Forms(Path folder) throws Exception {
        JsonSchemaFactory json = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder
                .schemaLoaders(loaders -> loaders.schemas(
                        Map.of("urn:rapportmottak:felles:v1", read(folder.resolve("felles/felles.schema.json"))))));
        for (String type : Corpus.TYPES) {
            Path at = folder.resolve(type).resolve("v1");
            xsds.put(type, SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(at.resolve(type + ".xsd").toFile()));
            JsonSchema schema = json.getSchema(read(at.resolve(type + ".schema.json")));
            schema.initializeValidators();
            schemas.put(type, schema);
            classes.put(type, Class.forName("rapportmottak." + type + ".v1."
                    + Character.toUpperCase(type.charAt(0)) + type.substring(1)));
        }
        jaxb = JAXBContext.newInstance(classes.values().toArray(Class[]::new));
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Form of(byte[] bytes) throws Invalid, IOException {
        return bytes[0] == '<' ? ofXml(bytes) : ofJson(bytes);
    }

    private Form ofXml(byte[] bytes) throws Invalid, IOException {
        try {
            var reader = xml.createXMLStreamReader(new ByteArrayInputStream(bytes));
            reader.nextTag();
            String type = reader.getLocalName();
            return new Form(type, JSON.writeValueAsString(unmarshaller(type).unmarshal(reader)));
        } catch (XMLStreamException | JAXBException e) {
            throw new Invalid(String.valueOf(e.getMessage() == null ? e.getCause() : e.getMessage()));
        }
    }

    /** Validates while it reads, and stops at the first mistake. */
    private Unmarshaller unmarshaller(String type) throws JAXBException {
        Unmarshaller known = unmarshallers.get().get(type);
        if (known == null) {
            known = jaxb.createUnmarshaller();
            known.setSchema(xsds.get(type));
            unmarshallers.get().put(type, known);
        }
        return known;
    }

    private Form ofJson(byte[] bytes) throws Invalid, IOException {
        JsonNode tree = JSON.readTree(bytes);
        String type = tree.path("skjema").asText().replace("/v1", "");
        Set<ValidationMessage> wrong = schemas.get(type).validate(tree);
        if (!wrong.isEmpty()) {
            throw new Invalid(wrong.iterator().next().getMessage());
        }
        return new Form(type, JSON.writeValueAsString(JSON.treeToValue(tree, classes.get(type))));
    }

    /** Only the schema, as a tutorial checks it. */
    void validateXml(String type, byte[] bytes) throws Invalid, IOException {
        try {
            xsds.get(type).newValidator().validate(new StreamSource(new ByteArrayInputStream(bytes)));
        } catch (SAXException e) {
            throw new Invalid(e.getMessage());
        }
    }
}
