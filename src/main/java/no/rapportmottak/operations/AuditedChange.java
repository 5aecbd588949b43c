package no.rapportmottak.operations;

import java.io.IOException;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.FileChanges;
import org.springframework.context.ConfigurableApplicationContext;

/** What a person changes in a file on the command line. Where no hub has ever run there is nothing to note it in. */
final class AuditedChange {

    private AuditedChange() {}

    /** @return what was changed, as the change says it */
    static String make(Act act, String what, FileChanges.Change change) throws IOException {
        if (!hasLedger()) {
            System.err.println("There is no ledger yet, so no audit of this.");
            return change.make();
        }
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            return parts.getBean(FileChanges.class).make(act, what, change);
        }
    }

    static boolean hasLedger() {
        try (ConfigurableApplicationContext settings = CommandLine.context(CommandLine.class)) {
            return BesideHub.hasLedger(settings.getEnvironment());
        }
    }
}
