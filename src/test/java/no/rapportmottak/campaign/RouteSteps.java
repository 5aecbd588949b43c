package no.rapportmottak.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import no.rapportmottak.campaign.small.SmallHub;

/** The names of all steps in the route files, as the small hub names them: a new step is in the matrix by itself. */
final class RouteSteps {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /**
     * What no file of the campaign comes to: nothing in the small hub is due to be deleted or reminded of. Crashes there
     * are in the contract of the ledger.
     */
    private static final Pattern ELSEWHERE = Pattern.compile("purge|remind");

    private final List<String> names = new ArrayList<>();

    private RouteSteps() {}

    static List<String> in(Path folder) throws IOException {
        RouteSteps steps = new RouteSteps();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            for (Path file : files) {
                if (ELSEWHERE.matcher(file.getFileName().toString()).find()) {
                    continue;
                }
                for (JsonNode entry : YAML.readTree(file.toFile())) {
                    JsonNode template = entry.path("routeTemplate");
                    JsonNode route = entry.path("route");
                    steps.collect(route.path("from").path("steps"), route.path("id").asText());
                    steps.collect(template.path("route").path("from").path("steps"), template.path("id").asText() + "-" + SmallHub.PARTNER);
                }
            }
        }
        return steps.names.stream().distinct().sorted().toList();
    }

    private void collect(JsonNode tree, String route) {
        tree.fields().forEachRemaining(field -> {
            JsonNode step = field.getValue();
            if (List.of("bean", "to", "filter").contains(field.getKey()) && step.has("id")) {
                names.add(step.get("id").asText());
            } else if (field.getKey().equals("bean")) {
                names.add(route + "/" + step.path("ref").asText().replace("{{partner}}", SmallHub.PARTNER) + "." + step.path("method").asText().replaceAll("\\(.*", ""));
            }
        });
        tree.forEach(child -> collect(child, route));
    }
}
