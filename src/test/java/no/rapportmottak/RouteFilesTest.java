package no.rapportmottak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route files: what Camel and Kaoto can read, and what a person can read aloud. */
class RouteFilesTest {

    private static final String ENDING = ".camel.yaml";
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Set<String> FORBIDDEN = Set.of("script", "groovy", "log", "doTry", "doCatch", "seda", "js", "python");
    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
        }
    }

    static Stream<Path> files() throws IOException {
        return Files.list(Path.of("routes")).filter(file -> file.toString().endsWith(ENDING)).sorted();
    }

    @Test
    void liesAllInRouteFiles() throws IOException {
        assertThat(Files.list(Path.of("routes"))).allMatch(file -> file.toString().endsWith(ENDING)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isValidByTheSchemaOfCamel(Path file) throws IOException {
        assertThat(schema.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesEveryRouteAnIdAndADescription(Path file) throws IOException {
        for (JsonNode route : routes(file)) {
            assertThat(route.path("id").asText()).isNotBlank();
            assertThat(route.path("description").asText()).as(route.path("id").asText()).hasSizeBetween(10, 72);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isNamedAfterItsMainRoute(Path file) throws IOException {
        List<String> ids = routes(file).stream().map(route -> route.path("id").asText()).toList();

        assertThat(ids.isEmpty() || ids.contains(stem(file))).as("%s in %s", ids, file).isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesADirectRouteAsItsEndpoint(Path file) throws IOException {
        for (JsonNode route : routes(file)) {
            JsonNode from = route.path("from");
            if (from.path("uri").asText().matches("direct|scheduler")) {
                assertThat(nameOf(from).replace("-*", "")).isEqualTo(route.path("id").asText());
            }
        }
    }

    @Test
    void givesEveryStepIdOnce() throws IOException {
        List<String> ids = new ArrayList<>();
        forAll((name, node) -> {
            if (node.isObject() && node.path("id").isTextual()) {
                ids.add(node.get("id").asText());
            }
        });

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void hasAConsumerForEveryDirectNameThatIsCalled() throws IOException {
        Set<String> called = new HashSet<>();
        Set<String> consumed = new HashSet<>();
        forAll((name, node) -> {
            if (node.path("uri").asText().equals("direct")) {
                (name.equals("from") ? consumed : called).add(nameOf(node));
            }
        });

        assertThat(consumed).containsAll(called);
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsNoForbiddenStep(Path file) throws IOException {
        forEach("", YAML.readTree(file.toFile()), (name, node) -> {
            assertThat(FORBIDDEN).doesNotContain(name);
            assertThat(FORBIDDEN).doesNotContain(node.path("uri").asText());
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesParametersByName(Path file) throws IOException {
        forEach("", YAML.readTree(file.toFile()), (name, node) ->
                assertThat(node.path("uri").asText()).doesNotContain("?", ":", "{{"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void writesExpressionsOut(Path file) throws IOException {
        forEach("", YAML.readTree(file.toFile()), (name, node) -> {
            if (Set.of("simple", "constant", "header", "jsonpath").contains(name)) {
                assertThat(node.isObject()).as("%s: {expression: …}", name).isTrue();
            }
        });
    }

    /** Control headers of Camel's that come from outside would steer the route (CVE-2025-27636, CVE-2026-40453). */
    @ParameterizedTest
    @MethodSource("files")
    void takesFromOutsideOnlyFilesAndDropsTheirHeadersFirst(Path file) throws IOException {
        for (JsonNode route : routes(file)) {
            String from = route.at("/from/uri").asText();
            assertThat(from).isIn("direct", "scheduler", "file", "sftp");
            if (Set.of("file", "sftp").contains(from)) {
                assertThat(route.at("/from/steps/0/removeHeaders/pattern").asText()).as(route.path("id").asText()).isEqualTo("*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isShortAndNarrow(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).allMatch(line -> line.length() < 80);
        for (JsonNode route : routes(file)) {
            assertThat(route.at("/from/steps").size()).as(route.path("id").asText()).isBetween(1, 10);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void commentsOnlyAtTheTop(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.stream().dropWhile(line -> line.startsWith("#"))).noneMatch(line -> line.stripLeading().startsWith("#"));
    }

    /** Of an endpoint; what is filled in for each use of a template stands as a star. */
    private static String nameOf(JsonNode endpoint) {
        return endpoint.at("/parameters/name").asText().replaceAll("\\$?\\{\\{?[^}]*}}?", "*");
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static List<JsonNode> routes(Path file) throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        YAML.readTree(file.toFile()).forEach(entry -> {
            if (entry.has("route")) {
                routes.add(entry.get("route"));
            }
            if (entry.has("routeTemplate")) {
                ObjectNode route = entry.at("/routeTemplate/route").deepCopy();
                routes.add(route.set("id", entry.at("/routeTemplate/id")));
            }
        });
        return routes;
    }

    private static void forAll(BiConsumer<String, JsonNode> visit) throws IOException {
        for (Path file : files().toList()) {
            forEach("", YAML.readTree(file.toFile()), visit);
        }
    }

    /** Visits every node with the name that it stands under. */
    private static void forEach(String name, JsonNode node, BiConsumer<String, JsonNode> visit) {
        visit.accept(name, node);
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> forEach(field.getKey(), field.getValue(), visit));
        } else {
            node.forEach(item -> forEach(name, item, visit));
        }
    }
}
