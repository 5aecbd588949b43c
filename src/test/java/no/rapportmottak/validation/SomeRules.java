package no.rapportmottak.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.Reports;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** Rules that a test has made up, applied to a good sample. */
final class SomeRules {

    static final Sender SENDER = new Sender("solvik", "999263550", "Solvik kommune", "KOMMUNE", "nn",
            List.of("999263550"), List.of(), List.of(), null, true);
    private static final String GOOD = "tilskuddsrapport/v1/samples/valid/tilskuddsrapport-rusarbeid-alt-overfoert.json";
    private static final String HEAD = """
            version: "1"
            facts: {budsjettaar: /tilskuddsaar, kapittel: /tilskudd/kapittel, post: /tilskudd/post}
            businessKey: [kapittel, post]
            rules:
            """;

    final Path common;
    final Path own;
    private final Path schemas;
    private final Path good;
    private Duration longest = Duration.ofMinutes(1);

    SomeRules(Path schemas) throws IOException {
        this(schemas, GOOD);
    }

    /** @param good a sample, by its path from {@code schemas/}, whose type gets the rules; other types have none */
    SomeRules(Path schemas, String good) throws IOException {
        this.schemas = schemas;
        this.good = Path.of("schemas", good);
        this.common = write(schemas.resolve("felles/rules.yaml"), "rules: []\n");
        for (ReportType type : Examiner.TYPES.all()) {
            write(schemas.resolve(type.label()).resolve("rules.yaml"), HEAD.replace("rules:\n", "rules: []\n"));
        }
        this.own = schemas.resolve(good.substring(0, good.indexOf("/samples/"))).resolve("rules.yaml");
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    SomeRules common(String rules) throws IOException {
        Files.writeString(common, inEveryLanguage(rules));
        return this;
    }

    /** The rules of the type, as a YAML list. */
    SomeRules own(String rules) throws IOException {
        Files.writeString(own, HEAD + inEveryLanguage(rules).indent(2));
        return this;
    }

    SomeRules wholeFile(String content) throws IOException {
        Files.writeString(own, inEveryLanguage(content));
        return this;
    }

    /** So that a test says its words once: every rule has to have text and advice in each language. */
    private static String inEveryLanguage(String rules) {
        String spread = rules.replaceAll("(text|advice): \\{nb: (\"[^\"]*\"|[^}]*)}", "$1: {nb: $2, nn: $2, en: $2}");
        if (spread.contains("advice:")) {
            return spread;
        }
        String advice = "advice: {nb: a, nn: a, en: a}";
        return spread.replaceAll("(?m)^( *)(text: .*)$", "$1$2\n$1" + advice)
                .replaceAll("(?m)^(.*\\{code: .*text: \\{.*en: (?:\"[^\"]*\"|[^}]*)})(.*)$", "$1, " + advice + "$2");
    }

    RuleBook book() {
        return new RuleBook(schemas, Examiner.TYPES, Catalogue.read(Path.of("config/catalogue")), null);
    }

    /** That checking may take no longer than so. */
    SomeRules within(Duration limit) {
        longest = limit;
        return this;
    }

    /** What they say of the sample, off-line. */
    Verdict offline() throws Exception {
        return examine(Submission.offline("a.json", null, original()));
    }

    /** What they say of the sample when that sender handed it in. */
    Verdict from(Sender sender, Instant received) throws Exception {
        return examine(new Submission(Reference.mint(received), sender.id(), Channel.MAPPE, "a.json", received, original(), null));
    }

    private Original original() throws IOException {
        return new Original(good, "0".repeat(64), Files.size(good));
    }

    private Verdict examine(Submission submission) throws Exception {
        Reports reports = new Reports(Examiner.TYPES, 25 * 1024 * 1024, 10 * 1024 * 1024);
        Check check = new Check(reports, book(), new Senders(List.of(SENDER)), null, longest);
        Examination examination = check.parse(check.identify(submission));
        check.checkSchema(examination);
        check.applyRules(examination);
        check.authorise(examination);
        return check.conclude(examination).verdict();
    }
}
