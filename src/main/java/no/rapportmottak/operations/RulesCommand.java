package no.rapportmottak.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.RegistryConfiguration;
import no.rapportmottak.validation.Rule;
import no.rapportmottak.validation.RuleChange;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rules}: the catalogue of rules, from the same files that the check reads. */
@Command(name = "rules", description = "Prints the rule catalogue.", mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    private static final Map<RuleChange.Kind, String> CHANGES = Map.of(
            RuleChange.Kind.ADDED, "ny",
            RuleChange.Kind.REMOVED, "tatt bort",
            RuleChange.Kind.SEVERITY, "alvorlighet",
            RuleChange.Kind.CONDITION, "hva som gir funn",
            RuleChange.Kind.REWORDED, "ordlyd");

    enum Format {
        MD,
        JSON
    }

    @Option(names = "--type", description = "one report type with what is common to all; default: every type")
    private String type;

    @Option(names = "--format", defaultValue = "md", description = "md or json (${DEFAULT-VALUE})")
    private Format format;

    @Option(names = "--changed-since", paramLabel = "DIR",
            description = "what differs from the rules in another folder of schemas, such as the last release's")
    private Path before;

    @Override
    public Integer call() throws Exception {
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (before != null) {
            answer.print(changes());
            return 0;
        }
        try (Offline offline = new Offline(null)) {
            Map<String, List<Rule>> catalogue = new LinkedHashMap<>(offline.rules());
            if (type != null && !catalogue.containsKey(type)) {
                System.err.println("no report type " + type + "; there are " + catalogue.keySet());
                return CommandLine.COULD_NOT_RUN;
            }
            catalogue.keySet().removeIf(name -> type != null && !name.equals(type) && !name.equals(Offline.COMMON));
            answer.print(format == Format.JSON ? json(catalogue) : markdown(catalogue));
            return 0;
        }
    }

    private String changes() {
        try (ConfigurableApplicationContext parts = CommandLine.context(RegistryConfiguration.class)) {
            StringBuilder page = new StringBuilder("# Endringer i reglene\n\n| Kode | Endring | Før | Nå |\n|---|---|---|---|\n");
            for (RuleChange change : RuleChange.between(before, parts.getBean(Home.class).folder("schemas"))) {
                page.append("| %s | %s | %s | %s |%n".formatted(change.code(), words(change), said(change.before()),
                        said(change.after())));
            }
            return page.toString();
        }
    }

    private static String words(RuleChange change) {
        return change.kinds().stream().map(CHANGES::get).collect(Collectors.joining(", "));
    }

    private static String said(Rule rule) {
        return rule == null ? "" : rule.severity() + ": " + cell(rule.text().get("nb"));
    }

    private static String json(Map<String, List<Rule>> catalogue) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        catalogue.forEach((name, rules) -> rules.forEach(rule -> {
            ObjectNode node = mapper.valueToTree(rule);
            node.put("reportType", name);
            array.add(node);
        }));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
    }

    private static String markdown(Map<String, List<Rule>> catalogue) {
        StringBuilder page = new StringBuilder("# Regler\n");
        catalogue.forEach((name, rules) -> {
            page.append("\n## ").append(name).append("\n\n| Kode | Alvorlighet | Melding | Tiltak | Kilde |\n|---|---|---|---|---|\n");
            rules.forEach(rule -> page.append("| %s | %s | %s | %s | %s |%n".formatted(rule.code(), rule.severity(),
                    cell(rule.text().get("nb")), cell(rule.advice().get("nb")), cell(rule.source()))));
        });
        return page.toString();
    }

    private static String cell(String text) {
        return text == null ? "" : text.replace("|", "\\|").replace("\n", " ");
    }
}
