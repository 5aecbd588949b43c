package no.rapportmottak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.report.Reports;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;
import no.rapportmottak.validation.RuleBook;

/** The hub's check without a hub, by the schemas and rules of a folder. */
record Checks(Reports reports, Check check) {

    static final Path SCHEMAS = Path.of("schemas");
    private static final long MEGABYTE = 1024 * 1024;

    static Checks by(Path schemas) {
        ReportTypes types = ReportTypes.read(schemas);
        Reports reports = new Reports(types, 25 * MEGABYTE, 10 * MEGABYTE);
        RuleBook rules = new RuleBook(schemas, types, Catalogue.read(Path.of("config/catalogue")), null);
        return new Checks(reports, new Check(reports, rules, new Senders(List.of())));
    }

    /** One of the corpus, as if it had just come. */
    static Submission submission(int number) throws IOException {
        Path file = Files.writeString(Files.createTempFile("report", ""), new Corpus().text("step", number));
        Instant now = Instant.now();
        Original original = new Original(file, "0".repeat(64), Files.size(file));
        return new Submission(Reference.mint(now), "-", Channel.MAPPE, "report", now, original, null);
    }
}
