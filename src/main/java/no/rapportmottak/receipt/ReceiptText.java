package no.rapportmottak.receipt;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/**
 * An examined document's result for a person at a terminal, one block for each finding. A document can't
 * steer the terminal: its control characters and changes of direction are shown as a replacement mark.
 */
final class ReceiptText {

    private static final String STEERS = "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

    private final Words words;

    ReceiptText(Words words) {
        this.words = words;
    }

    String write(Decision decision, String file) {
        Verdict verdict = decision.verdict();
        Stream<String> findings = verdict.findings().stream().map(this::finding);
        return Stream.of(Stream.of(head(decision, file)), findings, notChecked(verdict.notChecked()))
                .flatMap(blocks -> blocks)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String head(Decision decision, String file) {
        Verdict verdict = decision.verdict();
        String known = joined(
                ", ",
                joined(" ", verdict.reportType(), verdict.schemaVersion()),
                verdict.ruleVersion() == null ? null : words.say("text.rules", verdict.ruleVersion()),
                words.say("text.findings", verdict.findings().size()));
        return joined("\n", decision.outcome() + "  " + plain(file), "  " + known, indented(deadline(decision)));
    }

    private String deadline(Decision decision) {
        Submission submission = decision.submission();
        Deadline deadline = decision.verdict().deadline();
        return deadline == null || submission.received() == null ? null
                : words.say("text.deadline." + deadline.kept(), words.date(deadline.date().toString()));
    }

    private String finding(Finding finding) {
        String name = finding.severity() + " " + finding.code();
        return joined(
                "\n",
                indented(joined("  ", name, position(finding), plain(finding.path()))),
                wrapped(finding.message()),
                finding.advice() == null ? null : wrapped(words.say("text.advice", finding.advice())));
    }

    private static String position(Finding finding) {
        return finding.line() == null ? null : joined(":", finding.line().toString(), column(finding));
    }

    private static String column(Finding finding) {
        return finding.column() == null ? null : finding.column().toString();
    }

    private Stream<String> notChecked(List<String> codes) {
        return codes.isEmpty()
                ? Stream.empty()
                : Stream.of(wrapped(words.say("text.notChecked", String.join(", ", codes)), "  "));
    }

    private static String wrapped(String text) {
        return wrapped(text, "      ");
    }

    /** Lines of at most 90 characters where there is a blank to break at. */
    private static String wrapped(String text, String indent) {
        String line = plain(text.replaceAll("\\s+", " ").strip());
        return indent + line.replaceAll("(.{1,84})(?: |$)", "$1\n" + indent).stripTrailing();
    }

    private static String indented(String text) {
        return text == null ? null : "  " + text;
    }

    private static String plain(String text) {
        return text == null ? null : text.replaceAll(STEERS, "\uFFFD");
    }

    private static String joined(String separator, String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(separator));
    }
}
