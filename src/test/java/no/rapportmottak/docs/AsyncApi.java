package no.rapportmottak.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The description of the queues, with its references followed. */
final class AsyncApi {

    static final Path FILE = Path.of("src/docs/asyncapi.yaml");
    static final String DEAD_LETTERS = "{queue}.dlq";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("forventet"))
            .build();
    private static final SchemaValidatorsConfig FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    private AsyncApi(JsonNode document, JsonSchemaFactory schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    static AsyncApi read() throws IOException {
        Map<String, String> byId = schemasById();
        return new AsyncApi(
                new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()),
                JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder
                        .metaSchema(DIALECT)
                        .schemaLoaders(loaders -> loaders.schemas(byId))));
    }

    private static Map<String, String> schemasById() throws IOException {
        Map<String, String> byId = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("schemas"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".schema.json")).toList()) {
                String schema = Files.readString(file);
                byId.put(JSON.readTree(schema).get("$id").asText(), schema);
            }
        }
        return byId;
    }

    JsonNode document() {
        return document;
    }

    /** The addresses of all channels. */
    List<String> addresses() {
        return document.get("channels").findValuesAsText("address");
    }

    /** The channels that operations speak of, by their references. */
    Set<String> channelsOfOperations() {
        return StreamSupport.stream(document.get("operations").spliterator(), false)
                .map(operation -> operation.at("/channel/$ref").asText())
                .collect(Collectors.toSet());
    }

    Optional<JsonNode> channel(String address) {
        return StreamSupport.stream(document.get("channels").spliterator(), false)
                .filter(channel -> channel.get("address").asText().equals(address))
                .findFirst();
    }

    /** The one message of a channel, with what its traits say of it. */
    JsonNode message(String address) {
        JsonNode channel = channel(address).orElseThrow(() -> new AssertionError("no channel with address " + address));
        ObjectNode message = (ObjectNode) followed(channel.get("messages").elements().next());
        ObjectNode whole = JSON.createObjectNode();
        message.path("traits").forEach(trait -> whole.setAll((ObjectNode) trait));
        return whole.setAll(message);
    }

    /** What is wrong with the properties of a message. */
    Set<ValidationMessage> wrongProperties(String address, Map<String, Object> properties) {
        return schemas.getSchema(message(address).get("headers"), FORMATS).validate(JSON.valueToTree(properties));
    }

    /** The names of properties that the messages of a channel may have. */
    Set<String> properties(String address) {
        return message(address).get("headers").findValues("properties").stream()
                .flatMap(named -> named.properties().stream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What is wrong with the body of a message. */
    Set<ValidationMessage> wrongBody(String address, String body) throws IOException {
        return payload(address).validate(JSON.readTree(body));
    }

    JsonSchema payload(String address) throws IOException {
        JsonNode payload = message(address).get("payload");
        JsonNode schema = payload.has("schemaFormat") ? payload.get("schema") : payload;
        return schemas.getSchema(schema.has("$ref") ? JSON.readTree(file(schema).toFile()) : schema, FORMATS);
    }

    /** A file beside the description that a reference names. */
    private static Path file(JsonNode reference) {
        return FILE.resolveSibling(reference.get("$ref").asText());
    }

    /** With every reference inside the document replaced by what it names. */
    private JsonNode followed(JsonNode node) {
        String reference = node.path("$ref").asText();
        JsonNode named = reference.startsWith("#/") ? document.at(reference.substring(1)) : node;
        if (named.isMissingNode()) {
            throw new AssertionError(FILE + " names " + reference + ", which is not there");
        }
        if (named.isObject()) {
            ObjectNode copy = JSON.createObjectNode();
            named.fields().forEachRemaining(field -> copy.set(field.getKey(), followedUnder(field.getKey(), field.getValue())));
            return copy;
        }
        return named.isArray() ? followedItems(named) : named;
    }

    private JsonNode followedUnder(String key, JsonNode value) {
        return key.equals("$ref") ? value : followed(value);
    }

    private JsonNode followedItems(JsonNode array) {
        var copy = JSON.createArrayNode();
        array.forEach(item -> copy.add(followed(item)));
        return copy;
    }

    /** Every reference inside the document that leads nowhere. */
    List<String> danglingReferences() {
        return document.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith("#/")
                        ? document.at(reference.substring(1)).isMissingNode()
                        : !Files.isRegularFile(FILE.resolveSibling(reference)))
                .toList();
    }

    /** What is wrong with the document by a schema of our own. */
    Set<ValidationMessage> wrongBy(Path schema) throws IOException {
        return schemas.getSchema(JSON.readTree(schema.toFile())).validate(document);
    }
}
