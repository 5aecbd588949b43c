package no.rapportmottak.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import no.rapportmottak.duty.Overviews;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code overview --year Y}: the grant schemes of a year, counted up from the accepted reports of their recipients. */
@Command(
        name = "overview",
        description = "Counts the accepted grant reports of a year up per scheme.",
        mixinStandardHelpOptions = true)
final class OverviewCommand implements Callable<Integer> {

    @Option(names = "--year", required = true, description = "the grant year")
    private int year;

    @Option(names = "--format", defaultValue = "json", description = "json, csv or ordningsrapport (${DEFAULT-VALUE})")
    private OverviewList.Format format;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext parts = CommandLine.context(DutyParts.class)) {
            Overviews overviews = parts.getBean(Overviews.class);
            out.print(switch (format) {
                case JSON -> OverviewList.json(overviews.of(year)).toPrettyString() + "\n";
                case CSV -> OverviewList.csv(overviews.of(year));
                case ORDNINGSRAPPORT -> overviews.draft(year).toPrettyString() + "\n";
            });
            return 0;
        }
    }
}
