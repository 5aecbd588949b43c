package no.rapportmottak.validation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.report.Reports;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** The steps of the check, in the order of the route, without the route. */
final class Examiner {

    private static final Path SCHEMAS = Path.of("schemas");
    static final ReportTypes TYPES = ReportTypes.read(SCHEMAS);
    static final RuleBook RULES = new RuleBook(SCHEMAS, TYPES, Catalogue.read(Path.of("config/catalogue")), null);

    private Examiner() {}

    static Verdict examine(Path file) throws Exception {
        return examine(Submission.offline(file.getFileName().toString(), null, original(file)), List.of());
    }

    static Verdict examine(Path file, Sender sender, Instant received) throws Exception {
        Submission submission = new Submission(Reference.mint(received), sender.id(), Channel.MAPPE,
                file.getFileName().toString(), received, original(file), null);
        return examine(submission, List.of(sender));
    }

    static Verdict examine(Submission submission, List<Sender> senders) throws Exception {
        Reports reports = new Reports(TYPES, 25 * 1024 * 1024, 10 * 1024 * 1024);
        Check check = new Check(reports, RULES, new Senders(senders));
        Examination examination = check.identify(submission);
        check.parse(examination);
        check.checkSchema(examination);
        check.applyRules(examination);
        check.authorise(examination);
        return check.conclude(examination).verdict();
    }

    static Original original(Path file) throws Exception {
        return new Original(file, "0".repeat(64), Files.size(file));
    }
}
