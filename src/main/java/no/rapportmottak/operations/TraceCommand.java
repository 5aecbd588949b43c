package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Hit;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trace KEY}: the timeline of a submission. Exit status 0 when there is one, 1 when not, 2 when it could not look. */
@Command(
        name = "trace",
        description = "Tells what happened to the submissions with a reference, SHA-256, file name or organisation number.",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class
    })
    static class Parts {

        /** H2 would make an empty ledger where there is none, so that is looked at before anybody connects. */
        @Bean
        static BeanFactoryPostProcessor ledgerIsThere(Environment environment) {
            return factory -> requireLedger(environment);
        }

        @Bean
        Search search(JdbcClient jdbc) {
            return new Search(jdbc, new Timeline(jdbc, Clock.systemUTC()));
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

    private static void requireLedger(Environment environment) {
        Path ledger = Path.of(environment.getRequiredProperty("rapportmottak.data"), "ledger.mv.db");
        boolean own = environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:h2:file:" + ledger.getParent());
        if (own && !Files.exists(ledger)) {
            throw new ConfigurationMistake("there is no ledger at " + ledger + ": is rapportmottak.data right?");
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
