package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import no.rapportmottak.delivery.AddressBookConfiguration;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Custody.Result;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.NotDone;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.validation.Quarantine;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code quarantine}: what the hub could not finish, and how it ends. Beside a running hub, which checks again what is
 * released and brings the receipts. Exit status 0, or 2 when it was not done.
 */
@Command(
        name = "quarantine",
        description = "Lists what is in quarantine, has it checked again, or rejects it. The running hub goes on with it.",
        synopsisSubcommandLabel = "(list | release | reject)",
        mixinStandardHelpOptions = true)
final class QuarantineCommand {

    private static final int MOST = 1000;

    /** The ledger, and what it asks when it decides. */
    @Import({BesideHub.class, AddressBookConfiguration.class})
    @ImportAutoConfiguration({DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class})
    @ComponentScan({"no.rapportmottak.ledger", "no.rapportmottak.registry", "no.rapportmottak.validation"})
    static class Parts {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        AttachmentStore attachmentStore() {
            return AttachmentStore.hashing();
        }

        @Bean
        Releases releases(Custody custody, Quarantine quarantine, Ledger ledger) {
            return new Releases(custody, quarantine, ledger);
        }
    }

    @Command(name = "list", description = "The oldest first, with the cause and what somebody has proposed.",
            mixinStandardHelpOptions = true)
    int list() {
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            parts.getBean(Custody.class).all(MOST).forEach(QuarantineCommand::tell);
            return 0;
        }
    }

    private static void tell(Custody.Held held) {
        out().printf("%s  %s  %s  %s%n", held.reference(), held.received(), held.sender(), held.cause());
        held.proposals().forEach(proposal -> out().printf("  %s proposed at %s to %s: %s%n",
                proposal.who(), proposal.at(), proposal.action().name().toLowerCase(), proposal.reason()));
    }

    @Command(name = "release", description = "Has a submission checked again.", mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = "REFERENCE") String reference,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason) {
        return end(reference, "is checked again", releases -> releases.release(reference, LedgerParts.act(reason)));
    }

    @Command(name = "reject", description = "Ends a submission as rejected; its sender reads the reason.",
            mixinStandardHelpOptions = true)
    int reject(
            @Parameters(paramLabel = "REFERENCE") String reference,
            @Option(names = "--reason", required = true, description = "why; its sender reads it too") String reason) {
        return end(reference, "is rejected", releases -> releases.reject(reference, LedgerParts.act(reason)));
    }

    private static int end(String reference, String done, Function<Releases, Result> action) {
        try (ConfigurableApplicationContext parts = CommandLine.context(Parts.class)) {
            Result result = action.apply(parts.getBean(Releases.class));
            out().println(reference + " " + (result == Result.DONE ? done : "waits for another person to ask for the same on the console"));
            return 0;
        } catch (NotDone e) {
            System.err.println(switch (e.why()) {
                case REASON -> "--reason has to have 1 to 1000 characters";
                case NOT_IN_QUARANTINE -> reference + " is not in quarantine";
                case RECEIPT_ON_ITS_WAY -> "the sender does not know yet that " + reference + " is in quarantine; try again later";
                case UNKNOWN_SENDER -> "there is no such sender";
                case CONFIRMED_ON_CONSOLE_ONLY -> reference + " takes two persons: the second confirms on the console";
            });
            return CommandLine.COULD_NOT_RUN;
        }
    }

    private static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }
}
