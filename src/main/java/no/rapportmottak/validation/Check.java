package no.rapportmottak.validation;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.FileNames;
import no.rapportmottak.report.Opened;
import no.rapportmottak.report.Problem;
import no.rapportmottak.report.Reports;
import no.rapportmottak.report.Unreadable;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Submission;

/**
 * The steps of the check route, in its order. A document that is wrong is a result with findings; an exception
 * means that we could not check it.
 */
public class Check {

    /** 64 hexadecimal digits, alone or as sha256sum writes them before the file's name. */
    private static final Pattern CHECKSUM = Pattern.compile("\\s*\\\\?([0-9a-fA-F]{64})(?:\\s.*)?", Pattern.DOTALL);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What only the ledger knows. */
    private static final String VERSIONS = "versions";
    private static final String PLANS = "plans";

    private final Reports reports;
    private final RuleBook rules;
    private final Senders senders;
    private final RuleRunner runner;
    private final String language;
    private final Duration longest;

    public Check(Reports reports, RuleBook rules, Senders senders) {
        this(reports, rules, senders, null, LONGEST);
    }

    /**
     * @param language for documents that nobody handed in; null for what each says itself
     * @param longest  that the check of one document may take, in processor time, before it counts as one that cannot be checked
     */
    public Check(Reports reports, RuleBook rules, Senders senders, String language, Duration longest) {
        this.language = language;
        this.longest = longest;
        this.reports = reports;
        this.rules = rules;
        this.senders = senders;
        this.runner = new RuleRunner(rules);
    }

    /** Is it whole, and what is it? */
    public Examination identify(Submission submission) throws IOException {
        Examination examination = new Examination(
                submission, submission.sender() == null ? null : senders.find(submission.sender()).orElse(null), rules,
                language, longest);
        if (isWhole(examination)) {
            try {
                examination.opened(reports.identify(submission.original()));
            } catch (Unreadable e) {
                examination.found(e.problem());
            }
        }
        return examination;
    }

    private static boolean isWhole(Examination examination) {
        String declared = examination.submission().declaredSha256();
        if (declared == null) {
            return true;
        }
        String actual = examination.submission().original().sha256();
        Matcher checksum = CHECKSUM.matcher(declared);
        if (!checksum.matches()) {
            examination.found(problem("MOT-014", Map.of("detail", "")));
            return false;
        }
        if (!checksum.group(1).equalsIgnoreCase(actual)) {
            examination.found(problem("MOT-003", Map.of("declared", checksum.group(1), "actual", actual)));
            return false;
        }
        return true;
    }

    private static Problem problem(String code, Map<String, String> values) {
        return new Problem(code, null, null, null, values);
    }

    /** Read it, once. */
    public Examination parse(Examination examination) throws IOException {
        Optional<Opened> opened = examination.opened();
        if (opened.isPresent()) {
            try {
                examination.read(reports.read(opened.get()));
            } catch (Unreadable e) {
                examination.found(e.problem());
            }
        }
        return examination;
    }

    /** Is it valid by its schema? If so it has a canonical form. */
    public Examination checkSchema(Examination examination) {
        examination.document().ifPresent(document -> {
            document.problems().forEach(examination::found);
            document.remarks().forEach(examination::found);
            if (document.valid()) {
                examination.canonical(document.canonical());
            }
        });
        return examination;
    }

    /** What do the published rules say? */
    public Examination applyRules(Examination examination) {
        runner.apply(examination, rule -> !rule.needs().contains("sender"));
        runner.weigh(examination);
        return examination;
    }

    /** May this sender report for this organisation? */
    public Examination authorise(Examination examination) {
        runner.apply(examination, rule -> rule.needs().contains("sender"));
        if (examination.isOffline() && examination.canonical().isPresent()) {
            rules.enforcedBy(VERSIONS).forEach(examination::notChecked);
            if (examination.isHeldAgainstPlans()) {
                rules.enforcedBy(PLANS).forEach(examination::notChecked);
            }
        }
        return examination;
    }

    /** Sum it up. */
    public Examined conclude(Examination examination) {
        FileNames.remark(examination.submission().fileName()).ifPresent(examination::found);
        return examination.conclude();
    }
}
