package no.rapportmottak.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.trust.AuditCheck;
import no.rapportmottak.trust.KeyRing;
import no.rapportmottak.trust.PublicKeys;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify-audit}: exit status 0 when the audit is whole, 1 with the first entry that is not, 2 when it could not look. */
@Command(
        name = "verify-audit",
        description = "Holds everything that happened against the chain of hashes and the signed roots.",
        mixinStandardHelpOptions = true)
final class VerifyAuditCommand implements Callable<Integer> {

    @Import(BesideHub.class)
    static class Parts {

        @Bean
        Chain chain(JdbcTemplate jdbc) {
            return new Chain(jdbc, TransactionOperations.withoutTransaction(), () -> false);
        }
    }

    @Option(names = "--keys", paramLabel = "JWKS", description = "the public keys; default: those under rapportmottak.data")
    private Path keys;

    @Option(names = "--files", description = "read every original and package too")
    private boolean files;

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AuditCheck.Answer answer = check();
        if (!answer.passed()) {
            out.println(answer.difference());
            return 1;
        }
        out.printf("%d entries are as they were chained, %d days are signed, %d entries wait for their place%n",
                answer.entries(), answer.roots(), answer.waiting());
        return 0;
    }

    private AuditCheck.Answer check() throws IOException {
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            Path data = Path.of(parts.getEnvironment().getRequiredProperty("rapportmottak.data"));
            Path trusted = keys == null ? KeyRing.under(data).publishedFile() : keys;
            return new AuditCheck(parts.getBean(Chain.class), PublicKeys.in(trusted), data, files).run();
        }
    }
}
