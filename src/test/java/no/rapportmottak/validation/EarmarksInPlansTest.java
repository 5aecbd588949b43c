package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Earmark;
import no.rapportmottak.registry.Catalogue.Kind;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ministry recognises every earmark of its letter: whatever is done to one of them in the three plans of 2023,
 * a finding names it.
 */
class EarmarksInPlansTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("config/catalogue"));
    /** What the letter says to the krone, by the code that says so. */
    private static final Map<Kind, String> CODES = Map.of(Kind.MINST, "DSP-046", Kind.INNTIL, "DSP-047", Kind.FOERING, "DSP-049");

    @TempDir
    Path folder;

    static Stream<Earmark> earmarks() {
        return Stream.of("761", "762", "765").flatMap(chapter -> CATALOGUE.earmarks(2023, chapter).stream());
    }

    static Stream<Earmark> earmarksWithAmounts() {
        return earmarks().filter(earmark -> earmark.amount() != null);
    }

    @ParameterizedTest
    @MethodSource("earmarks")
    void namesAnEarmarkThatIsRemoved(Earmark earmark) throws Exception {
        Verdict verdict = examine(earmark, (lists, measure) -> lists.forEach(list -> removeFrom(list, measure)));

        boolean guidance = earmark.kind() == Kind.FOERING;
        assertThat(finding(verdict, guidance ? "DSP-044" : "DSP-043", earmark)).contains("«" + earmark.name() + "»");
        assertThat(verdict.outcome() == Outcome.AVVIST).isEqualTo(!guidance || !subEarmarks(earmark).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("earmarks")
    void namesAnEarmarkThatHasAnotherName(Earmark earmark) throws Exception {
        Verdict verdict = examine(earmark, (lists, measure) -> measure.put("navn", "Noe annet"));

        assertThat(finding(verdict, "DSP-050", earmark)).contains("«" + earmark.name() + "»", "«Noe annet»");
    }

    @ParameterizedTest
    @MethodSource("earmarks")
    void namesAnEarmarkWhoseCodeIsAnother(Earmark earmark) throws Exception {
        Verdict verdict = examine(earmark, (lists, measure) -> measure.put("oeremerking", earmark.id() + "-x"));

        assertThat(codes(verdict)).contains("DSP-037");
        assertThat(finding(verdict, earmark.kind() == Kind.FOERING ? "DSP-044" : "DSP-043", earmark)).contains(earmark.name());
    }

    @ParameterizedTest
    @MethodSource("earmarks")
    void namesAnEarmarkOfAnotherKind(Earmark earmark) throws Exception {
        String other = earmark.kind() == Kind.ENGANG ? "EKSAKT" : "ENGANG";

        Verdict verdict = examine(earmark, (lists, measure) -> measure.put("slag", other));

        assertThat(finding(verdict, "DSP-041", earmark)).contains(earmark.name(), earmark.kind().name(), other);
    }

    @ParameterizedTest
    @MethodSource("earmarksWithAmounts")
    void namesAnEarmarkWhoseAmountIsRaised(Earmark earmark) throws Exception {
        Verdict verdict = examine(earmark, (lists, measure) -> change(measure, 1));

        String code = earmark.kind() == Kind.MINST ? "DSP-048" : CODES.getOrDefault(earmark.kind(), "DSP-045");
        assertThat(finding(verdict, code, earmark)).contains("«" + earmark.name() + "»");
    }

    @ParameterizedTest
    @MethodSource("earmarksWithAmounts")
    void namesAnEarmarkWhoseAmountIsLowered(Earmark earmark) throws Exception {
        Verdict verdict = examine(earmark, (lists, measure) -> change(measure, -1));

        String code = earmark.kind() == Kind.INNTIL ? "DSP-048" : CODES.getOrDefault(earmark.kind(), "DSP-045");
        assertThat(finding(verdict, code, earmark)).contains("«" + earmark.name() + "»");
    }

    private interface Change {
        void make(List<ArrayNode> lists, ObjectNode measure);
    }

    private Verdict examine(Earmark earmark, Change change) throws Exception {
        ObjectNode plan = (ObjectNode) JSON.readTree(
                Path.of("schemas/disposisjonsplan/v1/samples/valid/disposisjonsplan-" + earmark.chapter() + "-2023.json").toFile());
        List<ArrayNode> lists = measureLists(plan);
        change.make(lists, measure(lists, earmark));
        return Examiner.examine(write(plan));
    }

    private Path write(ObjectNode plan) throws IOException {
        return Files.write(folder.resolve("plan.json"), JSON.writeValueAsBytes(plan));
    }

    private static List<ArrayNode> measureLists(ObjectNode plan) {
        List<ArrayNode> lists = new ArrayList<>();
        plan.get("poster").forEach(post -> {
            ArrayNode measures = (ArrayNode) post.get("tiltak");
            lists.add(measures);
            measures.forEach(measure -> {
                if (measure.has("deltiltak")) {
                    lists.add((ArrayNode) measure.get("deltiltak"));
                }
            });
        });
        return lists;
    }

    private static ObjectNode measure(List<ArrayNode> lists, Earmark earmark) {
        List<ObjectNode> found = new ArrayList<>();
        Consumer<ArrayNode> look = list -> list.forEach(measure -> {
            if (measure.path("oeremerking").asText().equals(earmark.id())) {
                found.add((ObjectNode) measure);
            }
        });
        lists.forEach(look);
        assertThat(found).as("the plan answers %s once", earmark.id()).hasSize(1);
        return found.get(0);
    }

    /** A list that would be left empty keeps a measure that answers nothing. */
    private static void removeFrom(ArrayNode list, ObjectNode measure) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == measure) {
                list.remove(i);
                if (list.isEmpty()) {
                    list.addObject().put("id", "rest").put("navn", "Rest").put("beloep", 0).put("bundet", 0).put("ubundet", 0);
                }
            }
        }
    }

    private static void change(ObjectNode measure, long kroner) {
        measure.put("beloep", measure.get("beloep").longValue() + kroner);
        if (measure.has("ubundet")) {
            String part = measure.get("ubundet").longValue() + kroner < 0 ? "bundet" : "ubundet";
            measure.put(part, measure.get(part).longValue() + kroner);
        }
    }

    private static List<Earmark> subEarmarks(Earmark earmark) {
        return CATALOGUE.earmarks(2023, earmark.chapter()).stream()
                .filter(other -> other.parent().equals(earmark.id()) && other.kind() != Kind.FOERING)
                .toList();
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.findings().stream().map(Finding::code).toList();
    }

    private static String finding(Verdict verdict, String code, Earmark earmark) {
        return verdict.findings().stream()
                .filter(finding -> finding.code().equals(code) && finding.message().contains(earmark.name()))
                .findFirst()
                .map(Finding::message)
                .orElseThrow(() -> new AssertionError("no " + code + " names " + earmark.name() + " in " + verdict.findings()));
    }
}
