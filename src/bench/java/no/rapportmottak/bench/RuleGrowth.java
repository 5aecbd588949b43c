package no.rapportmottak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;

/** How the check of a grant report grows with the number of its rules, in one thread of this process. */
final class RuleGrowth {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path RULES = Path.of("tilskuddsrapport", "v1", "rules.yaml");
    private static final int CHECKS = 1000;
    private static final int TIMES = 3;

    private final Path folder;

    RuleGrowth(Path folder) {
        this.folder = folder;
    }

    Series measure() throws IOException {
        Submission submission = Checks.submission(0);
        Series series = new Series("rules", "rules for grant reports", "milliseconds of one thread for one check");
        for (int copies = 1; copies <= 16; copies *= 2) {
            Path schemas = folder.resolve("rules-" + copies);
            int rules = write(schemas, copies);
            Check check = Checks.by(schemas).check();
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 2 * TIMES; i++) {
                millis.add(time(check, submission));
            }
            series.add(rules, Spread.of(millis.subList(TIMES, 2 * TIMES)).median());
        }
        return series;
    }

    private static double time(Check check, Submission submission) throws IOException {
        long begun = System.nanoTime();
        for (int i = 0; i < CHECKS; i++) {
            check.conclude(check.applyRules(check.checkSchema(check.parse(check.identify(submission)))));
        }
        return (System.nanoTime() - begun) / 1e6 / CHECKS;
    }

    /** The schemas as they are, but with several copies of each rule, which differ from one another. How many rules that is. */
    private static int write(Path schemas, int copies) throws IOException {
        try (Stream<Path> files = Files.walk(Checks.SCHEMAS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = schemas.resolve(Checks.SCHEMAS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path file = schemas.resolve(RULES);
        ObjectNode tree = (ObjectNode) YAML.readTree(file.toFile());
        ArrayNode rules = (ArrayNode) tree.get("rules");
        int before = rules.size();
        for (int copy = 1; copy < copies; copy++) {
            for (int i = 0; i < before; i++) {
                if (rules.get(i).has("valid")) {
                    rules.add(copy((ObjectNode) rules.get(i), copy));
                }
            }
        }
        YAML.writeValue(file.toFile(), tree);
        return rules.size();
    }

    private static ObjectNode copy(ObjectNode rule, int number) {
        String code = "X%c%c".formatted('A' + number, rule.get("code").asText().charAt(2)) + rule.get("code").asText().substring(3);
        return rule.deepCopy().put("code", code).put("valid", "(%s) && %d > 0".formatted(rule.get("valid").asText(), number));
    }
}
