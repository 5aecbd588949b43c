package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import no.rapportmottak.duty.Duties;
import no.rapportmottak.duty.Duty;
import no.rapportmottak.duty.Wanted;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code duties}: who has delivered, who is late and who is missing. Exit status 0, also when somebody is; 2 when it could not look. */
@Command(
        name = "duties",
        description = "Lists who owes which report when, and what became of it.",
        mixinStandardHelpOptions = true)
final class DutiesCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON,
        CSV
    }

    @Option(names = "--type", description = "one report type; default: every type")
    private String type;

    @Option(names = "--year", description = "one budget year; default: every year that there is a catalogue for")
    private Integer year;

    @Option(names = "--scheme", description = "one grant scheme")
    private String scheme;

    @Option(names = "--state", description = "${COMPLETION-CANDIDATES}")
    private Duty.State state;

    @Option(names = "--format", defaultValue = "text", description = "text, json or csv (${DEFAULT-VALUE})")
    private Format format;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext parts = CommandLine.context(DutyParts.class)) {
            List<Duty> duties = parts.getBean(Duties.class).list(new Wanted(type, year, scheme, state));
            out.print(switch (format) {
                case TEXT -> DutyList.text(duties);
                case JSON -> DutyList.json(duties).toPrettyString() + "\n";
                case CSV -> DutyList.csv(duties);
            });
            return 0;
        }
    }
}
