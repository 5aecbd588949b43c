package no.rapportmottak.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The committed description of the HTTP API says what the hub offers, and what it answers. */
@OddHubTest
class OpenApiTest {

    private static final Path DESCRIPTION = Path.of("src/docs/openapi.yaml");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @LocalServerPort
    int port;

    @Autowired
    Hub hub;

    private static JsonNode description() throws Exception {
        return new YAMLMapper().readTree(DESCRIPTION.toFile());
    }

    @Test
    void namesEveryPathAndMethodAndNoOther() throws Exception {
        Map<String, Set<String>> described = new TreeMap<>();
        description().get("paths").fields().forEachRemaining(path -> {
            Set<String> methods = described.computeIfAbsent(path.getKey(), key -> new TreeSet<>());
            path.getValue().fieldNames().forEachRemaining(method -> methods.add(method.toUpperCase()));
        });

        assertThat(described).isEqualTo(offered());
    }

    private Map<String, Set<String>> offered() {
        Map<String, Set<String>> offered = new TreeMap<>();
        mappings.getHandlerMethods().forEach((mapping, method) -> mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path -> mapping.getMethodsCondition().getMethods().stream().map(RequestMethod::name)
                        .forEach(verb -> offered.computeIfAbsent(path, key -> new TreeSet<>()).add(verb))));
        return offered;
    }

    @Test
    void namesEveryParameterAndNoOther() throws Exception {
        JsonNode paths = description().get("paths");
        for (Map.Entry<RequestMappingInfo, HandlerMethod> entry : mappings.getHandlerMethods().entrySet()) {
            for (String path : entry.getKey().getPatternValues().stream().filter(path -> path.startsWith("/api/")).toList()) {
                paths.get(path).forEach(operation ->
                        assertThat(described(operation)).as(path).isEqualTo(taken(entry.getValue())));
            }
        }
    }

    private static Set<String> described(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(parameter -> names.add(parameter.get("name").asText()));
        return names;
    }

    /** Names of what comes by path and query; a record without annotation is bound by its components. */
    private static Set<String> taken(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(method.getMethod().getParameters()).forEach(parameter -> {
            boolean bound = parameter.getType().isRecord() && parameter.getAnnotations().length == 0;
            if (bound) {
                Arrays.stream(parameter.getType().getRecordComponents()).forEach(component -> names.add(component.getName()));
            } else if (Arrays.stream(parameter.getAnnotations()).anyMatch(annotation ->
                    annotation.annotationType().getSimpleName().matches("PathVariable|RequestParam"))) {
                names.add(parameter.getName());
            }
        });
        return names;
    }

    @Test
    void describesWhatIsAnswered() throws Exception {
        String sender = hub.sender();
        String reference = Hub.reference(hub.send(sender, AReport.ofItsOwn().json()));
        hub.settle();
        AConsole program = new AConsole(port, "leser");

        for (String path : List.of("/now", "/submissions", "/submissions/" + reference, "/dead-letters", "/dead-letters/groups",
                "/quarantine", "/quarantine/groups", "/senders", "/senders/" + sender, "/partners", "/rules", "/audit", "/duties", "/overview?year=2023")) {
            String template = path.replace(reference, "{reference}").replace(sender, "{id}").replace("?year=2023", "");
            JsonNode schema = description().get("paths").get("/api" + template)
                    .at("/get/responses/200/content/application~1json/schema");
            List<String> strange = new ArrayList<>();
            compare(program.read(path), schema, template, strange);
            assertThat(strange).isEmpty();
        }
    }

    private static void compare(JsonNode value, JsonNode schema, String place, List<String> strange) throws Exception {
        if (schema.has("$ref")) {
            compare(value, description().at(schema.get("$ref").asText().substring(1)), place, strange);
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                compare(item, schema.path("items"), place + "[]", strange);
            }
        } else if (value.isObject() && schema.has("properties")) {
            Set<String> fields = new TreeSet<>();
            value.fieldNames().forEachRemaining(fields::add);
            Set<String> named = new TreeSet<>();
            schema.get("properties").fieldNames().forEachRemaining(named::add);
            if (!fields.equals(named)) {
                strange.add(place + " has " + fields + ", described are " + named);
            }
            for (String field : fields) {
                compare(value.get(field), schema.get("properties").path(field), place + "." + field, strange);
            }
        } else if (value.isObject() && schema.has("oneOf")) {
            compare(value, schema.get("oneOf").get(0), place, strange);
        }
    }

    @Test
    void isServedAsItIsCommitted() throws Exception {
        assertThat(new AConsole(port, "leser").api("/openapi.yaml").body()).isEqualTo(Files.readString(DESCRIPTION));
    }
}
