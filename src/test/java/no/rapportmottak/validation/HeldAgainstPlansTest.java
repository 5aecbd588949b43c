package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.VersionRule.Plan;
import no.rapportmottak.ledger.VersionRule.Standing;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Bearing;
import no.rapportmottak.submission.BusinessKey;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.PostAmount;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.Test;

/** Accepted reports with the plans that the ledger knows. */
class HeldAgainstPlansTest {

    private static final Instant NOW = Instant.parse("2024-02-15T10:00:00Z");
    private static final Reference PLAN = Reference.mint(NOW);
    private static final Versions VERSIONS =
            new Versions(Examiner.RULES, new Senders(List.of()), Catalogue.read(Path.of("config/catalogue")));

    private static Verdict judged(List<Plan> plans, PostAmount... reported) {
        Verdict verdict = new Verdict(Outcome.GODKJENT, List.of(), "tilskuddsrapport", "v1", "1",
                Map.of("budsjettaar", "2023"), new BusinessKey("x"), false, null, null, "{}", List.of(),
                new Bearing(null, List.of(), List.of(reported)), List.of());
        Submission submission = new Submission(PLAN, "solvik", Channel.MAPPE, "a.json", NOW,
                new Original(Path.of("a.json"), "0".repeat(64), 1), null);
        return VERSIONS.judge(new Examined(submission, verdict), new Standing(Optional.empty(), Optional.empty(), plans));
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.findings().stream().map(Finding::code).toList();
    }

    @Test
    void sayWhenMoreIsReportedThanPlanned() {
        Verdict verdict = judged(List.of(new Plan(PLAN, 1, "765", "62", 1_000)), new PostAmount("765", "62", 1_001));

        assertThat(codes(verdict)).containsExactly("PLN-002");
        assertThat(verdict.outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(verdict.againstPlan()).singleElement().satisfies(post -> {
            assertThat(post.remaining()).isZero();
            assertThat(post.deviation()).isEqualTo(1);
            assertThat(post.deviationShare()).isEqualTo(10);
        });
    }

    @Test
    void areSilentWithinThePlan() {
        Verdict verdict = judged(List.of(new Plan(PLAN, 1, "765", "62", 1_000)), new PostAmount("765", "62", 1_000));

        assertThat(codes(verdict)).isEmpty();
        assertThat(verdict.againstPlan()).hasSize(1);
    }

    @Test
    void nameAllPostsThatShouldHaveAPlanInOneRemark() {
        Verdict verdict = judged(List.of(), new PostAmount("765", "62", 1), new PostAmount("765", "60", 1));

        assertThat(codes(verdict)).containsExactly("PLN-001");
        assertThat(verdict.findings().get(0).message()).contains("765.62, 765.60");
    }

    @Test
    void expectNoPlanForAChapterThatNeedsNone() {
        assertThat(codes(judged(List.of(), new PostAmount("714", "21", 1)))).isEmpty();
    }

    @Test
    void measureNoShareOfNothing() {
        Verdict verdict = judged(List.of(new Plan(PLAN, 1, "765", "62", 0)), new PostAmount("765", "62", 5));

        assertThat(verdict.againstPlan().get(0).deviationShare()).isNull();
    }
}
