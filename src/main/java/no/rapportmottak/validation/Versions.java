package no.rapportmottak.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.VersionRule;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.Problem;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.PostAmount;
import no.rapportmottak.submission.Verdict;

/**
 * What may become the valid version of a report, or take it back: the first one, or one that names the version it
 * replaces or withdraws. The {@code KOR-} codes say what is wrong with the others. An accepted report is then held
 * against the plans for its posts, which the {@code PLN-} codes tell of.
 */
class Versions implements VersionRule {

    private final RuleBook rules;
    private final Senders senders;
    private final Catalogue catalogue;

    Versions(RuleBook rules, Senders senders, Catalogue catalogue) {
        this.rules = rules;
        this.senders = senders;
        this.catalogue = catalogue;
    }

    @Override
    public Verdict judge(Examined examined, Standing standing) {
        Verdict judged = examined.verdict().isWithdrawal() ? withdrawal(examined, standing) : report(examined, standing);
        return judged.outcome().accepted() ? heldAgainstPlans(examined, judged, standing.plans()) : judged;
    }

    private Verdict report(Examined examined, Standing standing) {
        String replaces = examined.verdict().replaces();
        if (replaces == null) {
            return standing.current()
                    .map(current -> found(examined, "KOR-001", "", current.reference().value()))
                    .orElse(examined.verdict());
        }
        if (isCurrent(standing.current(), replaces)) {
            return examined.verdict();
        }
        return standing.named()
                .filter(named -> named.replacedBy() != null && named.sameReport())
                .map(named -> named.withdrawn()
                        ? found(examined, "KOR-011", "/erstatter", replaces)
                        : found(examined, "KOR-003", "/erstatter", named.replacedBy().value()))
                .orElseGet(() -> found(examined, "KOR-002", "/erstatter", replaces));
    }

    private static boolean isCurrent(Optional<Earlier> current, String replaces) {
        return current.filter(version -> version.reference().value().equals(replaces)).isPresent();
    }

    /** What belongs to another organisation is answered as if it were not there. */
    private Verdict withdrawal(Examined examined, Standing standing) {
        String withdraws = examined.verdict().bearing().withdraws();
        String path = rules.withdraws(examined.verdict());
        String organisation = examined.verdict().fact("organisasjonsnummer");
        Optional<Named> named = standing.named().filter(report -> organisation.equals(report.organisation()));
        if (named.isEmpty()) {
            return found(examined, "KOR-012", path, withdraws);
        }
        if (named.get().replacedBy() == null) {
            return examined.verdict();
        }
        return named.get().withdrawn()
                ? found(examined, "KOR-014", path, withdraws)
                : found(examined, "KOR-013", path, named.get().replacedBy().value());
    }

    private Verdict found(Examined examined, String code, String path, String reference) {
        return examined.verdict().with(finding(examined, code, path, Map.of("referanse", reference)));
    }

    private Finding finding(Examined examined, String code, String path, Map<String, String> values) {
        String language = senders.find(examined.submission().sender()).map(Sender::language).orElse("nb");
        return rules.finding(new Problem(code, path, null, null, values), language);
    }

    private Verdict heldAgainstPlans(Examined examined, Verdict verdict, List<Plan> plans) {
        Verdict held = verdict.heldAgainst(comparisons(verdict.bearing().reported(), plans));
        String unplanned = unplanned(verdict, plans);
        if (!unplanned.isEmpty()) {
            held = held.with(finding(
                    examined, "PLN-001", "", Map.of("poster", unplanned, "aar", verdict.fact("budsjettaar"))));
        }
        for (AgainstPlan post : held.againstPlan()) {
            if (post.deviation() > 0) {
                held = held.with(finding(examined, "PLN-002", "", values(post)));
            }
        }
        return held;
    }

    private static List<AgainstPlan> comparisons(List<PostAmount> posts, List<Plan> plans) {
        return posts.stream()
                .flatMap(post -> plans.stream()
                        .filter(plan -> covers(plan, post))
                        .map(plan -> new AgainstPlan(post.chapter(), post.post(), plan.amount(), post.amount(),
                                plan.reference().value(), plan.version())))
                .toList();
    }

    private static boolean covers(Plan plan, PostAmount post) {
        return plan.chapter().equals(post.chapter()) && plan.post().equals(post.post());
    }

    /** The posts that should be in a plan, by the letter of allotment of the year, and that no accepted plan covers. */
    private String unplanned(Verdict verdict, List<Plan> plans) {
        return verdict.bearing().reported().stream()
                .filter(post -> plans.stream().noneMatch(plan -> covers(plan, post)))
                .filter(post -> catalogue.plan(Integer.parseInt(verdict.fact("budsjettaar")), post.chapter()).isPresent())
                .map(post -> post.chapter() + "." + post.post())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> values(AgainstPlan post) {
        return Map.of("kapittel", post.chapter(), "post", post.post(), "planlagt", Notation.kroner(post.planned()),
                "rapportert", Notation.kroner(post.reported()), "avvik", Notation.kroner(post.deviation()));
    }
}
