package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of every type ends as its expectation says. */
class SamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Path> samples() throws IOException {
        return Files.walk(Path.of("schemas"))
                .filter(file -> file.toString().contains("/samples/") && Files.isRegularFile(file))
                .filter(file -> !file.toString().endsWith(".expected.json"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void endsAsExpected(Path sample) throws Exception {
        JsonNode expected = JSON.readTree(expectation(sample).toFile());

        Verdict verdict = Examiner.examine(sample);

        assertThat(verdict.outcome().name()).as(verdict.findings().toString()).isEqualTo(expected.get("utfall").asText());
        assertThat(codes(verdict)).as(verdict.findings().toString()).isEqualTo(expectedCodes(expected));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysEveryFindingInWords(Path sample) throws Exception {
        Verdict verdict = Examiner.examine(sample);

        assertThat(verdict.findings()).allSatisfy(finding -> {
            assertThat(finding.message()).isNotBlank().doesNotContainPattern("\\{[a-z]+}").doesNotContain("slag:", "grense:", "{n}", "(?!");
            assertThat(finding.advice()).isNotBlank();
        });
    }

    private static Path expectation(Path sample) {
        String name = sample.getFileName().toString();
        return sample.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".expected.json");
    }

    private static List<String> codes(Verdict verdict) {
        return List.copyOf(new TreeSet<>(verdict.findings().stream().map(Finding::code).toList()));
    }

    private static List<String> expectedCodes(JsonNode expected) {
        return StreamSupport.stream(expected.get("koder").spliterator(), false).map(JsonNode::asText).toList();
    }
}
