package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code validate}, in an empty folder that it leaves empty. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class ValidateIT {

    private static final String VALID = Samples.sample("valid/tilskuddsrapport-samiske-brukere.xml").toString();
    private static final String REMARKED = remarked();
    private static final String INVALID = Samples.sample("invalid/tilskuddsrapport-sum-utgifter.json").toString();

    @TempDir
    Path empty;

    @AfterEach
    void leavesNothing() throws Exception {
        assertThat(Hub.filesIn(empty)).isEmpty();
    }

    @Test
    void answersEverySampleAsExpectedInOneArray() throws Exception {
        List<Path> samples = Samples.all();

        Command.Result result = validate(Stream.concat(
                Stream.of("--format=json"), samples.stream().map(Path::toString)).toArray(String[]::new));

        assertThat(result.status()).as(result.err()).isEqualTo(1);
        JsonNode answer = json(result.out());
        assertThat(answer).hasSize(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            assertIsTheAnswerFor(samples.get(i), answer.get(i));
        }
    }

    private static void assertIsTheAnswerFor(Path sample, JsonNode answer) throws Exception {
        JsonNode expected = Samples.expectation(sample);
        assertThat(answer.path("fil").asText()).isEqualTo(sample.toString());
        assertThat(answer.path("skjema").asText()).isEqualTo("kvittering/v1");
        assertThat(answer.path("utfall")).as("%s: %s", sample, answer.path("funn")).isEqualTo(expected.path("utfall"));
        assertThat(codes(answer)).as(sample.toString()).isEqualTo(texts(expected.path("koder")));
        assertThat(answer.path("ikkeKontrollert").isArray()).isTrue();
        for (String name : List.of("referanse", "avsender", "mottatt", "behandlet", "innenFrist", "original", "erstattetAv")) {
            assertThat(answer.has(name) && answer.get(name).isNull()).as("%s is null in %s", name, answer).isTrue();
        }
    }

    @Test
    void saysTheOutcomesInWordsAndEndsWellWhenAllAreAccepted() {
        Command.Result result = validate(VALID, REMARKED);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("GODKJENT  " + VALID + "\n")
                .contains("\nGODKJENT_MED_MERKNADER  " + REMARKED + "\n", "Ikke kontrollert: FRI-001, AVS-001, AVS-002")
                .endsWith("\n");
        assertThat(result.out().lines()).allMatch(line -> line.contains("/") || line.length() <= 90);
    }

    @Test
    void checksDeadlinesAsOfAnInstant() throws Exception {
        Command.Result late = validate("--format=json", "--mottatt=2024-05-01T10:00:00Z", VALID, INVALID);

        assertThat(late.status()).as(late.err()).isEqualTo(1);
        JsonNode answer = json(late.out()).get(0);
        assertThat(codes(answer)).containsExactly("FRI-001");
        assertThat(answer.path("utfall").asText()).isEqualTo("GODKJENT_MED_MERKNADER");
        assertThat(answer.path("innenFrist")).isEqualTo(json("false"));
        assertThat(answer.path("frist").asText()).isEqualTo("2024-04-01");
        assertThat(texts(answer.path("ikkeKontrollert"))).doesNotContain("FRI-001");
    }

    @Test
    void endsWithTwoWhenAFileCannotBeRead() {
        assertCouldNotRun(validate("--format=json", VALID, "finnes-ikke.xml"), "finnes-ikke.xml");
    }

    @Test
    void endsWithTwoWithoutArguments() {
        assertCouldNotRun(validate(), "FILE");
    }

    @Test
    void endsWithTwoForAnUnknownOption() {
        assertCouldNotRun(validate("--tull", VALID), "--tull");
    }

    private static void assertCouldNotRun(Command.Result result, String reason) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason);
    }

    private Command.Result validate(String... arguments) {
        String[] all = Stream.concat(Stream.of("validate"), Stream.of(arguments)).toArray(String[]::new);
        return new Command(empty, Jar.line(Jar.unpacked(), all)).run();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    }

    private static List<String> codes(JsonNode answer) {
        return List.copyOf(new TreeSet<>(StreamSupport.stream(answer.path("funn").spliterator(), false)
                .map(finding -> finding.path("kode").asText())
                .toList()));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String remarked() {
        try (Stream<Path> samples = Files.list(Samples.sample("merknad"))) {
            return samples.map(Path::toString).filter(name -> name.endsWith(".xml")).sorted().findFirst().orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
