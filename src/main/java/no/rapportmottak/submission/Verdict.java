package no.rapportmottak.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the check says of one document.
 *
 * @param outcome        the gravest finding's, see {@link Severity#outcome}
 * @param reportType     such as {@code tilskuddsrapport}, or null when the document could not be identified
 * @param schemaVersion  such as {@code v1}, or null likewise
 * @param ruleVersion    such as {@code 2023.1}, or null likewise
 * @param facts          what routing, search and the archive know of the document, by the names of the
 *                       message properties ({@code organisasjonsnummer}, {@code kapittel}, …); only known ones
 * @param businessKey    null unless the document is valid by its schema
 * @param trial          a trial run: no effect but receipts
 * @param replaces       the reference that the document says it replaces, as written, or null
 * @param deadline       null where there is none or it was not checked
 * @param canonical      canonical JSON, or null where the document is not valid by its schema
 * @param notChecked     codes of rules that need surroundings which were not there (off-line)
 * @param bearing        what it bears upon among the accepted reports
 * @param againstPlan    an accepted report's posts, held against the plans that cover them
 */
public record Verdict(
        Outcome outcome,
        List<Finding> findings,
        String reportType,
        String schemaVersion,
        String ruleVersion,
        Map<String, String> facts,
        BusinessKey businessKey,
        boolean trial,
        String replaces,
        Deadline deadline,
        String canonical,
        List<String> notChecked,
        Bearing bearing,
        List<AgainstPlan> againstPlan) {

    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
        findings = List.copyOf(findings);
        facts = Map.copyOf(facts);
        notChecked = List.copyOf(notChecked);
        againstPlan = List.copyOf(againstPlan);
    }

    /** A verdict on a document that bears upon no other. */
    public Verdict(
            Outcome outcome, List<Finding> findings, String reportType, String schemaVersion, String ruleVersion,
            Map<String, String> facts, BusinessKey businessKey, boolean trial, String replaces, Deadline deadline,
            String canonical, List<String> notChecked) {
        this(outcome, findings, reportType, schemaVersion, ruleVersion, facts, businessKey, trial, replaces,
                deadline, canonical, notChecked, Bearing.NONE, List.of());
    }

    /** A verdict on a document that could not be read as any report. */
    public static Verdict unreadable(Outcome outcome, List<Finding> findings) {
        return new Verdict(outcome, findings, null, null, null, Map.of(), null, false, null, null, null, List.of());
    }

    /** The same with one more finding, and the outcome that follows if it is graver. */
    public Verdict with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        Outcome graver = finding.severity().outcome();
        return new Verdict(graver.compareTo(outcome) > 0 ? graver : outcome, more, reportType, schemaVersion, ruleVersion,
                facts, businessKey, trial, replaces, deadline, canonical, notChecked, bearing, againstPlan);
    }

    public Verdict heldAgainst(List<AgainstPlan> plans) {
        return new Verdict(outcome, findings, reportType, schemaVersion, ruleVersion, facts, businessKey, trial,
                replaces, deadline, canonical, notChecked, bearing, plans);
    }

    /** The same as a version of that report. */
    public Verdict of(BusinessKey report) {
        return new Verdict(outcome, findings, reportType, schemaVersion, ruleVersion, facts, report, trial,
                replaces, deadline, canonical, notChecked, bearing, againstPlan);
    }

    /** Null where there is no deadline or it was not checked. */
    public Boolean withinDeadline() {
        return deadline == null ? null : deadline.kept();
    }

    /** The codes of what was found, sorted, each once. */
    public List<String> codes() {
        return findings.stream().map(Finding::code).distinct().sorted().toList();
    }

    public String fact(String name) {
        return facts.get(name);
    }

    /** Whether it takes back an accepted report. */
    public boolean isWithdrawal() {
        return bearing.withdraws() != null;
    }
}
