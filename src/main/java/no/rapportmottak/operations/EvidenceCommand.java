package no.rapportmottak.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.History;
import no.rapportmottak.ledger.Originals;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.submission.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evidence REF}: exit status 0 when the bundle is written, 1 when there is nothing to show, 2 when it could not look. */
@Command(
        name = "evidence",
        description = "Writes one zip that shows what was received, decided and sent of a submission, to be checked without the hub.",
        mixinStandardHelpOptions = true)
final class EvidenceCommand implements Callable<Integer> {

    @Import(BesideHub.class)
    @ComponentScan({"no.rapportmottak.registry", "no.rapportmottak.receipt"})
    static class Parts {

        @Bean
        Evidence evidence(
                DataSource database, JdbcClient jdbc, JdbcTemplate template, Receipts receipts,
                @Value("${rapportmottak.data}") Path data) {
            return new Evidence(
                    new History(jdbc, new Originals(data.resolve("originals"))),
                    new Search(database, new Timeline(jdbc, Clock.systemUTC())),
                    new Chain(template, TransactionOperations.withoutTransaction(), () -> false),
                    receipts, data);
        }
    }

    @Parameters(paramLabel = "REF", description = "the reference of the submission")
    private String reference;

    @Option(names = "--out", paramLabel = "FILE", description = "default: REF.bevis.zip in the working directory")
    private Path file;

    @Override
    public Integer call() throws IOException {
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path target = file == null ? Path.of(reference + ".bevis.zip") : file;
        if (!Reference.isReference(reference) || !write(target)) {
            answer.println("no submission with the reference " + reference + " has been decided");
            return 1;
        }
        answer.println(target);
        return 0;
    }

    private boolean write(Path target) throws IOException {
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class);
                OutputStream out = Files.newOutputStream(beside)) {
            if (!parts.getBean(Evidence.class).write(new Reference(reference), out)) {
                return false;
            }
            Files.move(beside, target);
            return true;
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
