package no.rapportmottak.operations;

import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Pauses;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sender}: pauses and resumes, beside a running hub, which sees it within five seconds. */
@Command(name = "sender", description = "Pauses a sender or resumes it.", mixinStandardHelpOptions = true)
final class SenderCommand {

    @Command(name = "pause", description = "Takes nothing from a sender until it is resumed.", mixinStandardHelpOptions = true)
    int pause(
            @Parameters(paramLabel = "SENDER") String sender,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason) {
        Act act = LedgerParts.act(reason);
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            boolean changed = parts.getBean(Pauses.class).pause(sender, act);
            System.out.println(sender + (changed ? " is paused" : " was paused already"));
            return 0;
        }
    }

    @Command(name = "resume", description = "Takes files from a sender again.", mixinStandardHelpOptions = true)
    int resume(
            @Parameters(paramLabel = "SENDER") String sender,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason) {
        Act act = LedgerParts.act(reason);
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            boolean changed = parts.getBean(Pauses.class).resume(sender, act);
            System.out.println(sender + (changed ? " is resumed" : " was not paused"));
            return 0;
        }
    }
}
