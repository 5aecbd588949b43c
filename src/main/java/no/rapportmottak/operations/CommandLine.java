package no.rapportmottak.operations;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import no.rapportmottak.registry.Home;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine.Command;

/**
 * {@code java -jar rapportmottak.jar [COMMAND] …}. Without a command, or with properties alone
 * ({@code --server.port=0}), it serves.
 */
@Command(
        name = "rapportmottak",
        description = "Receives reports, checks them, archives and queues them, and receipts them.",
        subcommands = {
            ValidateCommand.class, RulesCommand.class, RehearseCommand.class, TraceCommand.class, VerifyArchiveCommand.class,
            VerifyReceiptCommand.class, VerifyAuditCommand.class, EvidenceCommand.class, KeysCommand.class, ReplayCommand.class,
            QuarantineCommand.class, SenderCommand.class, DutiesCommand.class, OverviewCommand.class
        },
        mixinStandardHelpOptions = true)
public final class CommandLine implements Runnable {

    /** The status of a command that has started something and leaves it running. */
    public static final int KEEPS_RUNNING = -1;
    /** The status of a command that could not run. */
    public static final int COULD_NOT_RUN = 2;

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private CommandLine() {}

    /** @param application the Spring Boot application that serving starts */
    public static int run(Class<?> application, String... arguments) {
        boolean named = arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
        // H2 shares the ledger between the hub and the commands beside it (AUTO_SERVER); not with the network.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        if (!named || arguments[0].equals("serve")) {
            Serving.start(application, named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
            return KEEPS_RUNNING;
        }
        System.setProperty("rapportmottak.log.target", "System.err");
        return new picocli.CommandLine(new CommandLine())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println(NestedExceptionUtils.getMostSpecificCause(e));
                    return COULD_NOT_RUN;
                })
                .execute(arguments);
    }

    /** The parts that a command needs, with the settings of the hub. */
    static ConfigurableApplicationContext context(Class<?> parts, String... properties) {
        return new SpringApplicationBuilder(parts)
                .properties(properties)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run();
    }

    /** The data folder of the hub's settings. */
    static Path data() {
        return folder("rapportmottak.data");
    }

    /** Where the hub's settings say that {@code config/} lies. */
    static Home home() {
        return new Home(folder("rapportmottak.home"));
    }

    private static Path folder(String setting) {
        try (ConfigurableApplicationContext settings = context(CommandLine.class)) {
            return Path.of(settings.getEnvironment().getRequiredProperty(setting));
        }
    }

    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.err);
    }
}
