package no.rapportmottak.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Measures how the time grows as the work grows: with the number of files, their size, senders, rules and what the ledger
 * has already. Writes {@code target/growth/growth.json} and a plot for each, with the exponent that fits: 1 is in
 * proportion, 0 is no growth. Each hub has worked off a backlog of {@code benchmark.reports} before, and is measured three
 * times at each size, of which the median counts.
 */
public final class Growth {

    private static final Path OUTPUT = Path.of("target", "growth");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMES = 3;
    private static final int MOST_SENDERS = 1000;

    private final Settings settings;
    private final Path folder = Settings.folder();
    private final Corpus corpus = new Corpus();
    private final ObjectNode json = JSON.createObjectNode();
    private int backlogs;

    private Growth(Settings settings) throws IOException {
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        new Growth(Settings.ofProperties()).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Files.createDirectories(folder);
        Files.createDirectories(OUTPUT);
        json.set("machine", JSON.valueToTree(Machine.here(folder)));
        json.put("javaOptions", String.join(" ", settings.java()));
        keep(new RuleGrowth(folder.resolve("rules")).measure());
        try (HubProcess hub = new HubProcess(settings, folder.resolve("hub"), MOST_SENDERS)) {
            warmUp(hub);
            keep(files(hub));
            keep(senders(hub));
            keep(size(hub));
        }
        keep(ledger());
    }

    /** At once, so that what fails later costs nothing that was measured. */
    private void keep(Series series) throws IOException {
        Files.writeString(OUTPUT.resolve(series.name() + ".svg"), new Plot(series).svg());
        json.set(series.name(), JSON.valueToTree(Map.of("exponent", series.exponent(), "points", series.points())));
        Files.writeString(OUTPUT.resolve("growth.json"), json.toPrettyString() + "\n");
        System.out.println(series);
    }

    private void warmUp(HubProcess hub) throws Exception {
        time(hub, hub.senders().size(), settings.reports(), 0);
    }

    private Series files(HubProcess hub) throws Exception {
        Series series = new Series("files", "files in the folders of 50 senders", "seconds until all are answered");
        for (int files = settings.reports() / 4; files <= settings.reports() * 2; files *= 2) {
            series.add(files, median(hub, 50, files, 0));
        }
        return series;
    }

    private Series senders(HubProcess hub) throws Exception {
        Series series = new Series(
                "senders", "senders whose folders %d files lie in".formatted(settings.reports()), "seconds until all are answered");
        for (int senders = 1; senders <= MOST_SENDERS; senders *= 10) {
            series.add(senders, median(hub, senders, settings.reports(), 0));
        }
        return series;
    }

    private Series size(HubProcess hub) throws Exception {
        Series series = new Series("size", "bytes of a file, with up to 500 lines of account", "seconds for 1 000 files");
        int files = settings.reports() / 4;
        for (int lines : new int[] {30, 60, 120, 250, 500}) {
            long bytes = Files.size(corpus.writeGrants(folder.resolve("sample-" + lines), "p0", 1, lines).get(0));
            series.add(bytes, median(hub, 50, files, lines) * 1000 / files);
        }
        return series;
    }

    /** The ledger of one hub is filled up between its runs. */
    private Series ledger() throws Exception {
        Series series = new Series(
                "ledger", "submissions in the ledger", "seconds for %d files".formatted(settings.reports()));
        Path home = folder.resolve("ledger-hub");
        int lying = 0;
        for (int size : new int[] {0, settings.ledger() / 10, settings.ledger() / 3, settings.ledger()}) {
            if (size > lying) {
                FilledLedger.fill(home.resolve("data"), size - lying);
                lying = size;
            }
            try (HubProcess hub = new HubProcess(settings, home)) {
                hub.awaitIdle();
                warmUp(hub);
                lying += settings.reports();
                series.add(lying, median(hub, hub.senders().size(), settings.reports(), 0));
                lying += TIMES * settings.reports();
            }
        }
        return series;
    }

    private double median(HubProcess hub, int senders, int files, int lines) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            seconds.add(time(hub, senders, files, lines));
        }
        return Spread.of(seconds).median();
    }

    /** @param lines of the account of each; 0 for the usual mixture */
    private double time(HubProcess hub, int senders, int reports, int lines) throws Exception {
        String name = "p" + ++backlogs;
        Path at = folder.resolve(name);
        List<Path> files = lines == 0 ? corpus.write(at, name, reports) : corpus.writeGrants(at, name, reports, lines);
        Instant start = Instant.now();
        hub.drop(files, senders);
        Duration taken = Duration.between(start, hub.awaitAll(reports));
        hub.awaitIdle();
        return taken.toMillis() / 1000.0;
    }
}
