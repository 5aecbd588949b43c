package no.rapportmottak.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import no.rapportmottak.trust.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keys list} and {@code keys rotate}: the keys that receipts are signed with. A hub that runs takes up a new one by itself. */
@Command(
        name = "keys",
        description = "The keys that receipts are signed with.",
        synopsisSubcommandLabel = "(list | rotate)",
        mixinStandardHelpOptions = true)
final class KeysCommand {

    @Command(name = "list", description = "The id of each key, and the first instant that it is for.")
    int list() throws IOException {
        KeyRing.under(CommandLine.data()).describe().forEach(out()::println);
        return 0;
    }

    @Command(name = "rotate", description = "Makes a new key; receipts of the old ones can still be checked.")
    int rotate(@Option(names = "--reason", defaultValue = "rotation", description = "why; it is kept in the audit") String reason)
            throws IOException {
        KeyRing keys = KeyRing.under(CommandLine.data());
        String id = AuditedChange.make(LedgerParts.act(reason), "rotate signing key",
                () -> keys.rotate(Clock.systemUTC().instant()));
        out().println("new key " + id + ", public keys in " + keys.publishedFile());
        return 0;
    }

    private static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }
}
