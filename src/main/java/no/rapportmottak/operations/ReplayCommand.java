package no.rapportmottak.operations;

import java.util.concurrent.Callable;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.DeadLetters;
import no.rapportmottak.ledger.DeadLetters.Replayed;
import no.rapportmottak.ledger.DeadLetters.Selection;
import no.rapportmottak.ledger.Delivery.Kind;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code replay}: sends dead letters again, beside a running hub, which delivers them. Exit status 0, or 2 when it could not. */
@Command(
        name = "replay",
        description = "Sends dead letters again; without a choice all of them. The running hub delivers them.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--ref", paramLabel = "REFERENCE", description = "of one submission")
    private String reference;

    @Option(names = "--kind", description = "${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Option(names = "--destination", description = "a queue, a receipt, a webhook or a sender")
    private String destination;

    @Option(names = "--cause", description = "as the console groups them; * stands for anything")
    private String cause;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Option(names = "--force", description = "also what a newer version has outdated")
    private boolean force;

    @Option(names = "--reason", required = true, description = "why; it is kept in the audit")
    private String reason;

    @Override
    public Integer call() {
        Act act = LedgerParts.act(reason);
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            DeadLetters deadLetters = parts.getBean(DeadLetters.class);
            Selection selection = new Selection(null, reference, kind, destination, cause);
            Replayed replayed = dryRun ? deadLetters.rehearse(selection, force) : deadLetters.replay(selection, force, act);
            System.out.printf(dryRun ? "%d would be sent again, %d stay because they are outdated%n"
                    : "%d wait to be sent again, %d stay because they are outdated%n", replayed.replayed(), replayed.refused());
            return 0;
        }
    }
}
