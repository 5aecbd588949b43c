package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Hit;
import no.rapportmottak.ledger.Timeline;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trace KEY}: the timeline of a submission. Exit status 0 when there is one, 1 when not, 2 when it could not look. */
@Command(
        name = "trace",
        description = "Tells what happened to the submissions with a reference, SHA-256, file name or organisation number.",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    @Import(BesideHub.class)
    static class Parts {

        @Bean
        Search search(DataSource database, JdbcClient jdbc) {
            return new Search(database, new Timeline(jdbc, Clock.systemUTC()));
        }
    }

    @Parameters(paramLabel = "KEY", description = "reference, SHA-256, file name or organisation number")
    private String key;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            Search search = parts.getBean(Search.class);
            List<Hit> hits = search.find(key);
            if (hits.isEmpty()) {
                out.println("no submission has the reference, SHA-256, file name or organisation number " + key);
                return 1;
            }
            hits.forEach(hit -> tell(out, search, hit));
            return 0;
        }
    }

    private static void tell(PrintStream out, Search search, Hit hit) {
        out.printf("%s  %s%n", hit.reference(), hit.outcome());
        out.printf("  avsender %s, fil %s, %d byte, sha256 %s%n", hit.sender(), hit.fileName(), hit.size(), hit.sha256());
        out.printf("  rapporttype %s, organisasjonsnummer %s, versjon %d%n", known(hit.reportType()), known(hit.organisation()),
                hit.version());
        if (hit.original() != null) {
            out.printf("  duplikat av %s%n", hit.original());
        }
        if (hit.replacedBy() != null) {
            out.printf("  erstattet av %s%n", hit.replacedBy());
        }
        search.timeline(hit.reference()).forEach(
                entry -> out.printf("  %s  %-24s %s%n", entry.at(), entry.step(), known(entry.detail())));
        search.sendings(hit.reference()).forEach(sending -> out.printf("  %-10s %-24s %s, forsøk %d %s%n", sending.kind(),
                sending.destination(), sending.state(), sending.attempts(), sending.cause() == null ? "" : sending.cause()));
        out.println();
    }

    private static String known(String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }
}
