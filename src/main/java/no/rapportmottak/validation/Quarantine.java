package no.rapportmottak.validation;

import java.util.List;
import java.util.Map;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.Problem;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** The verdict on a submission that the hub could not finish: an operator has to look at it. */
public class Quarantine {

    private final RuleBook rules;
    private final Senders senders;

    Quarantine(RuleBook rules, Senders senders) {
        this.rules = rules;
        this.senders = senders;
    }

    public Examined isolate(Submission submission) {
        return ended(submission, Outcome.KARANTENE, "MOT-901", Map.of());
    }

    /** The verdict of an operator who ends it as rejected; the sender reads the reason. */
    public Examined reject(Submission submission, String reason) {
        return ended(submission, Outcome.AVVIST, "MOT-015", Map.of("reason", reason));
    }

    private Examined ended(Submission submission, Outcome outcome, String code, Map<String, String> values) {
        String language = senders.find(submission.sender()).map(Sender::language).orElse("nb");
        Finding finding = rules.finding(new Problem(code, null, null, null, values), language);
        return new Examined(submission, Verdict.unreadable(outcome, List.of(finding)));
    }
}
