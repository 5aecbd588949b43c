package no.rapportmottak.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.hub.Damage;
import no.rapportmottak.hub.HostileFiles;
import no.rapportmottak.hub.HostileFiles.HostileFile;
import no.rapportmottak.hub.Trap;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, the check answers it in words of ours, soon, in little memory, and fetches nothing. */
class HostileFilesTest {

    /** Of processor time, on a machine that does other things too. */
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long LITTLE = 400L * 1024 * 1024;
    /** Words that only parsers, stack traces and classes have. */
    private static final Pattern NOT_OURS = Pattern.compile(
            "Exception|\\bat (com|org|java|no)\\.|com\\.(fasterxml|ctc|sun)|cvc-|ParseError|javax?\\.|Unexpected|expected|\\{[a-z]+}");
    /** Those that concern the file as a whole. */
    private static final Set<String> WITHOUT_PLACE = Set.of("MOT-005", "MOT-010", "MOT-011", "MOT-025", "MOT-026");

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private Trap trap;

    @BeforeAll
    static void warmUp() throws Exception {
        for (Path sample : samples()) {
            Examiner.examine(sample);
        }
    }

    @BeforeEach
    void setTrap() throws IOException {
        trap = new Trap();
    }

    @AfterEach
    void removeTrap() throws IOException {
        trap.close();
    }

    @Test
    void areAnsweredWithTheirOwnCodeAndTheirPlace() throws Exception {
        SoftAssertions each = new SoftAssertions();
        for (HostileFile file : HostileFiles.at(trap.address())) {
            Measured measured = examine("rapport.dat", file.content());
            List<String> codes = measured.verdict.findings().stream().map(Finding::code).distinct().toList();
            if (file.code().isEmpty()) {
                each.assertThat(codes).as("%s", file).noneMatch(code -> code.equals("MOT-901"));
            } else {
                each.assertThat(codes).as("%s", file).contains(file.code());
                each.assertThat(codes.stream().filter(code -> code.startsWith("MOT-"))).as("%s", file)
                        .isSubsetOf(file.code(), "MOT-026");
            }
            each.assertThat(measured.time).as("%s", file).isLessThan(SOON);
            each.assertThat(measured.allocated).as("%s", file).isLessThan(LITTLE);
            assertWords(each, file.toString(), measured.verdict);
        }
        each.assertThat(trap.visits()).isEmpty();
        each.assertAll();
    }

    /** All but what tells a sender which type its file says it is. */
    private static void assertWords(SoftAssertions each, String file, Verdict verdict) {
        for (Finding finding : verdict.findings()) {
            if (!finding.code().equals("MOT-011")) {
                each.assertThat(finding.message() + finding.advice()).as("%s", file).doesNotContainPattern(NOT_OURS);
            }
            if (finding.code().startsWith("MOT-") && !WITHOUT_PLACE.contains(finding.code())) {
                each.assertThat(finding.line()).as("%s: %s", file, finding).isPositive();
                each.assertThat(finding.column()).as("%s: %s", file, finding).isPositive();
            }
        }
    }

    @Test
    void answersEveryNameAndRemarksUponTheStrangeOnes() throws Exception {
        byte[] report = Files.readAllBytes(samples().get(0));
        List<String> ordinary = new ArrayList<>();
        for (String name : HostileFiles.NAMES) {
            Verdict verdict = examine(name, report).verdict;
            assertThat(verdict.outcome()).as(name).isNotEqualTo(Outcome.AVVIST);
            if (verdict.findings().stream().noneMatch(finding -> finding.code().equals("MOT-025"))) {
                ordinary.add(name);
            }
        }

        assertThat(ordinary).containsExactlyInAnyOrder("a..xml", "a;rm -rf x.xml", "-rf.xml", "$(id).xml", "`id`.xml",
                "%2e%2e%2f.xml", "år.xml", "=cmd|' C calc'!A0.xml", "Bcc: en@andre.invalid.xml", "CamelFileName.xml");
    }

    @Test
    void answersThousandsOfFilesThatWereDamagedAtRandom() throws Exception {
        List<byte[]> whole = new ArrayList<>();
        for (Path sample : samples()) {
            whole.add(Files.readAllBytes(sample));
        }
        for (int seed = 0; seed < 4_000; seed++) {
            Damage damage = new Damage(seed);
            byte[] file = damage.of(whole.get(seed % whole.size()));

            Measured measured = examine(damage.name(), file);

            Verdict verdict = measured.verdict;
            assertThat(verdict.outcome() == Outcome.GODKJENT || !verdict.findings().isEmpty()).as("seed %d", seed).isTrue();
            assertThat(measured.time).as("seed %d", seed).isLessThan(SOON);
            assertThat(measured.allocated).as("seed %d", seed).isLessThan(LITTLE);
            for (Finding finding : verdict.findings()) {
                assertThat(finding.code()).as("seed %d", seed).matches("[A-Z]{3}-\\d{3}").isNotEqualTo("MOT-901");
                if (finding.code().matches("MOT-00[4678]|SKJ-010")) {
                    assertThat(finding.message()).as("seed %d", seed).doesNotContainPattern(NOT_OURS);
                }
            }
        }
        assertThat(trap.visits()).isEmpty();
    }

    @Test
    void tellsAThousandFindingsOfAPlanThatIsAsLargeAndAsWrongAsCanBe() throws Exception {
        Measured measured = examine("plan.json", LargestPlan.withEveryMeasureWrong().getBytes(UTF_8));

        List<Finding> findings = measured.verdict.findings();
        assertThat(findings).hasSizeBetween(900, 1_001);
        assertThat(findings).extracting(Finding::code).contains("DSP-015", "DSP-024", "DSP-030", "DSP-050");
        assertThat(findings.get(findings.size() - 1).code()).isEqualTo("MOT-026");
        assertThat(findings.get(findings.size() - 1).message()).contains("DSP-024: ");
        assertThat(measured.verdict.outcome()).isEqualTo(Outcome.AVVIST);
        assertThat(measured.time).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void tellsExamplesOfALargePlanThatIsNowhereWhatItsSchemaWants() throws Exception {
        String plan = LargestPlan.withEveryMeasureWrong().replace("\"beloep\":100", "\"beloep\":\"hundre\"");

        Measured measured = examine("plan.json", plan.getBytes(UTF_8));

        List<Finding> findings = measured.verdict.findings();
        assertThat(findings).extracting(Finding::code).contains("SKJ-003").endsWith("MOT-026");
        assertThat(findings.get(findings.size() - 1).message()).contains("mer enn 4");
        assertThat(findings.get(0).path()).isEqualTo("/poster/0/tiltak/0/beloep");
        assertThat(measured.time).isLessThan(Duration.ofSeconds(4));
    }

    private record Measured(Verdict verdict, Duration time, long allocated) {}

    private Measured examine(String name, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("file"), content);
        Submission submission = Submission.offline(name, null, Examiner.original(file));
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long time = THREADS.getCurrentThreadCpuTime();
        Verdict verdict = Examiner.examine(submission, List.of());
        return new Measured(verdict, Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time),
                THREADS.getThreadAllocatedBytes(thread) - allocated);
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("schemas"))) {
            return files.filter(file -> file.toString().matches(".*/samples/valid/.*\\.(xml|json)"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .limit(20)
                    .toList();
        }
    }
}
