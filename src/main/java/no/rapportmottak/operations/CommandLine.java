package no.rapportmottak.operations;

import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine.Command;

/**
 * {@code java -jar rapportmottak.jar [COMMAND] …}. Without a command, or with properties alone
 * ({@code --server.port=0}), it serves.
 */
@Command(
        name = "rapportmottak",
        description = "Receives reports, checks them, archives and queues them, and receipts them.",
        subcommands = {ValidateCommand.class},
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
        if (!named || arguments[0].equals("serve")) {
            Serving.start(application, named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
            return KEEPS_RUNNING;
        }
        return new picocli.CommandLine(new CommandLine())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println(e);
                    return COULD_NOT_RUN;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.err);
    }
}
