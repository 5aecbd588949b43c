package no.rapportmottak.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.VersionRule;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.Problem;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Verdict;

/**
 * What may become the valid version of a report: the first one, or one that names the version it replaces. The
 * {@code KOR-} codes say what is wrong with the others.
 */
class Versions implements VersionRule {

    private final RuleBook rules;
    private final Senders senders;

    Versions(RuleBook rules, Senders senders) {
        this.rules = rules;
        this.senders = senders;
    }

    @Override
    public Verdict judge(Examined examined, Standing standing) {
        String replaces = examined.verdict().replaces();
        if (replaces == null) {
            return standing.current()
                    .map(current -> refuse(examined, "KOR-001", "", current.reference().value()))
                    .orElse(examined.verdict());
        }
        if (isCurrent(standing.current(), replaces)) {
            return examined.verdict();
        }
        return standing.named()
                .filter(named -> named.replacedBy() != null && named.sameReport())
                .map(named -> refuse(examined, "KOR-003", "/erstatter", named.replacedBy().value()))
                .orElseGet(() -> refuse(examined, "KOR-002", "/erstatter", replaces));
    }

    private static boolean isCurrent(Optional<Earlier> current, String replaces) {
        return current.filter(version -> version.reference().value().equals(replaces)).isPresent();
    }

    private Verdict refuse(Examined examined, String code, String path, String reference) {
        String language = senders.find(examined.submission().sender()).map(Sender::language).orElse("nb");
        Problem problem = new Problem(code, path, null, null, Map.of("referanse", reference));
        Verdict v = examined.verdict();
        List<Finding> findings = new ArrayList<>(v.findings());
        findings.add(rules.finding(problem, language));
        return new Verdict(Outcome.AVVIST, findings, v.reportType(), v.schemaVersion(), v.ruleVersion(), v.facts(),
                v.businessKey(), v.trial(), v.replaces(), v.withinDeadline(), v.canonical(), v.notChecked());
    }
}
