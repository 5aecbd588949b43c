package no.rapportmottak.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.SAXException;

/**
 * Every report type that {@code schemas/} holds, its schemas compiled once and shared by all threads. A schema
 * is only ever taken from that folder.
 */
public final class ReportTypes {

    private static final String FELLES = "urn:rapportmottak:felles:v1";
    /** Xerces would count a character outside the basic plane as two, JSON Schema as one. */
    static {
        System.setProperty(
                "com.sun.org.apache.xerces.internal.impl.dv.xs.useCodePointCountForStringLength", "true");
    }

    private static final List<String> LANGUAGES = List.of("nb", "nn", "en");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ReportType> byLabel = new HashMap<>();
    private final Map<String, ReportType> byNamespace = new HashMap<>();
    private final Path folder;
    private final JsonNode common;

    private ReportTypes(Path folder) {
        this.folder = folder;
        this.common = json(folder.resolve("felles/felles.schema.json"));
    }

    /** Reads and compiles them all; a schema that cannot be compiled stops the start-up with its name. */
    public static ReportTypes read(Path folder) {
        ReportTypes types = new ReportTypes(folder);
        for (Path type : children(folder)) {
            for (Path version : children(type)) {
                String name = name(type);
                if (name(version).matches("v[0-9]+") && Files.exists(version.resolve("rules.yaml"))) {
                    types.add(name, name(version), version);
                }
            }
        }
        return types;
    }

    private void add(String name, String version, Path at) {
        JsonNode schema = json(at.resolve(name + ".schema.json"));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        Map<String, Map<String, String>> expected = new HashMap<>();
        collectExpected(common, FELLES + "#", expected);
        collectExpected(schema, schema.path("$id").asText() + "#", expected);
        ReportType type = new ReportType(
                name, version, xsd(at.resolve(name + ".xsd")), factory().getSchema(schema, config),
                Shape.of(schema, schema, Map.of(FELLES, common)::get), Map.copyOf(expected));
        type.jsonSchema().initializeValidators();
        byLabel.put(type.label(), type);
        byNamespace.put(type.namespace(), type);
    }

    private static void collectExpected(JsonNode schema, String at, Map<String, Map<String, String>> expected) {
        if (schema.has("forventet")) {
            if (!LANGUAGES.stream().allMatch(schema.get("forventet")::has)) {
                throw new IllegalStateException(at + " has to say forventet in " + LANGUAGES);
            }
            expected.put(at, JSON.convertValue(schema.get("forventet"), new TypeReference<Map<String, String>>() {}));
        }
        schema.fields().forEachRemaining(
                field -> collectExpected(field.getValue(), Pointer.child(at, field.getKey()), expected));
    }

    private JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("forventet"))
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder
                .metaSchema(dialect)
                .schemaLoaders(loaders -> loaders.schemas(Map.of(FELLES, common.toString()))));
    }

    private Schema xsd(Path file) {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver(new FolderResolver(folder));
        try {
            return factory.newSchema(new StreamSource(new StringReader(Files.readString(file)), file.toUri().toString()));
        } catch (SAXException e) {
            throw new IllegalStateException(file + " is no usable schema: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<ReportType> byLabel(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    Optional<ReportType> byNamespace(String namespace) {
        return Optional.ofNullable(byNamespace.get(namespace));
    }

    public Collection<ReportType> all() {
        return List.copyOf(byLabel.values());
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no usable JSON Schema", e);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString().replace("/", "");
    }

    /** Finds what a schema includes in our own folder, whatever file system that is, and nowhere else. */
    private record FolderResolver(Path folder) implements LSResourceResolver {

        @Override
        public LSInput resolveResource(String type, String namespace, String publicId, String systemId, String baseUri) {
            String name = systemId == null ? "" : systemId.substring(systemId.lastIndexOf('/') + 1);
            Path file = folder.resolve("felles").resolve(name);
            if (name.isEmpty() || !Files.exists(file)) {
                throw new IllegalStateException("a schema names " + systemId + ", which is not in schemas/felles");
            }
            try {
                return new SchemaInput(publicId, systemId, baseUri, Files.readString(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
