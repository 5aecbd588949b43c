package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.History;
import no.rapportmottak.ledger.Originals;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Verdict;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code rehearse --rules DIR}: what changed rules would have said of the submissions that are stored. Nothing is
 * changed. Exit status 0 when nobody's outcome would differ, 1 when somebody's would, 2 when it could not run.
 */
@Command(
        name = "rehearse",
        description = "Runs changed rules over stored submissions and lists what would newly fail or pass.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");
    /** What the ledger decides depends on what was there at the time. */
    private static final Set<String> OF_THE_LEDGER = Set.of("KOR-", "PLN-");

    @Import(BesideHub.class)
    static class Parts {

        @Bean
        History history(JdbcClient jdbc, @Value("${rapportmottak.data}") Path data) {
            return new History(jdbc, new Originals(data.resolve("originals")));
        }
    }

    @Option(names = "--rules", required = true, paramLabel = "DIR",
            description = "a folder like schemas/, with the rules.yaml files to try; types without one there keep theirs")
    private Path rules;

    @Option(names = "--since", paramLabel = "DATE", description = "received on that day or later, Norwegian time; default: all")
    private LocalDate since = LocalDate.EPOCH;

    private int rehearsed;
    private int failing;
    private int passing;
    private int otherwise;

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!Files.isDirectory(rules)) {
            System.err.println(rules + " is no folder");
            return CommandLine.COULD_NOT_RUN;
        }
        Instant from = since.atStartOfDay(NORWAY).toInstant();
        try (Offline offline = Offline.withRules(rules);
                ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            parts.getBean(History.class).forEachChecked(from, decision -> rehearse(out, offline, decision));
        }
        out.printf("%d rehearsed: %d would newly fail, %d would newly pass, %d would get other findings%n",
                rehearsed, failing, passing, otherwise);
        return failing + passing == 0 ? 0 : 1;
    }

    private void rehearse(PrintStream out, Offline offline, Decision decision) {
        Set<String> before = codes(decision.verdict());
        boolean acceptedBefore = decision.outcome().accepted() || onlyByTheLedger(decision.verdict());
        Verdict verdict = offline.check(decision.submission()).verdict();
        Set<String> after = codes(verdict);
        rehearsed++;
        if (acceptedBefore != verdict.outcome().accepted()) {
            failing += acceptedBefore ? 1 : 0;
            passing += acceptedBefore ? 0 : 1;
            tell(out, acceptedBefore ? "would fail" : "would pass", decision, before, after);
        } else if (!before.equals(after)) {
            otherwise++;
            tell(out, "other findings", decision, before, after);
        }
    }

    /** Whether the document was good, but came as a version that could not be taken. */
    private static boolean onlyByTheLedger(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !finding.severity().outcome().accepted())
                .allMatch(RehearseCommand::isOfTheLedger);
    }

    private static boolean isOfTheLedger(Finding finding) {
        return OF_THE_LEDGER.stream().anyMatch(finding.code()::startsWith);
    }

    private static Set<String> codes(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !isOfTheLedger(finding))
                .map(Finding::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void tell(PrintStream out, String what, Decision decision, Set<String> before, Set<String> after) {
        Set<String> added = new TreeSet<>(after);
        added.removeAll(before);
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(after);
        out.printf("%-14s %s  %s  %s  new: %s  gone: %s%n", what, decision.submission().reference(),
                decision.submission().sender(), decision.verdict().reportType(), listed(added), listed(gone));
    }

    private static String listed(Set<String> codes) {
        return codes.isEmpty() ? "-" : String.join(",", codes);
    }
}
