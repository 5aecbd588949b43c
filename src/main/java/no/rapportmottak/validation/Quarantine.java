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
        String language = senders.find(submission.sender()).map(Sender::language).orElse("nb");
        Finding finding = rules.finding(new Problem("MOT-901", null, null, null, Map.of()), language);
        return new Examined(submission, Verdict.unreadable(Outcome.KARANTENE, List.of(finding)));
    }
}
