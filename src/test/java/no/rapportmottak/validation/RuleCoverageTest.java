package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.report.ReportType;
import org.junit.jupiter.api.Test;

/** No rule without proof: a sample that trips it or, where it depends on surroundings, a test that names it. */
class RuleCoverageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void hasASampleForEveryRuleOfAType() throws IOException {
        for (ReportType type : Examiner.TYPES.all()) {
            Path folder = Path.of("schemas", type.name(), type.version());
            Set<String> missing = Examiner.RULES.of(type).stream()
                    .filter(rule -> rule.needs().isEmpty())
                    .map(Rule::code)
                    .collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(expectedCodes(folder.resolve("samples")));

            assertThat(missing).as("rules of %s without a sample that trips them", folder).isEmpty();
        }
    }

    @Test
    void hasATestForEveryRuleThatDependsOnSurroundings() throws IOException {
        String tests = tests();

        assertThat(codes("AVS-", "FRI-", "KOR-")).isNotEmpty().allSatisfy(code -> assertThat(tests).contains('"' + code + '"'));
        assertThat(Examiner.TYPES.all()).flatExtracting(Examiner.RULES::of).filteredOn(rule -> !rule.needs().isEmpty())
                .allSatisfy(rule -> assertThat(tests).contains('"' + rule.code() + '"'));
    }

    @Test
    void hasASampleOrATestForEveryCodeOfReading() throws IOException {
        Set<String> missing = codes("MOT-");
        missing.removeAll(expectedCodes(Path.of("schemas")));
        String tests = tests();
        missing.removeIf(code -> tests.contains('"' + code + '"'));

        assertThat(missing).isEmpty();
    }

    private static Set<String> codes(String... prefixes) {
        return Examiner.RULES.common().stream()
                .map(Rule::code)
                .filter(code -> Stream.of(prefixes).anyMatch(code::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expectedCodes(Path folder) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".expected.json")).toList()) {
                JSON.readTree(file.toFile()).get("koder").forEach(code -> codes.add(code.asText()));
            }
        }
        return codes;
    }

    /** Every test that runs the hub; what rules mean is proven there and not with rules that a test made up. */
    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS.resolve("no/rapportmottak/hub"))) {
            return files.filter(Files::isRegularFile).map(RuleCoverageTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
