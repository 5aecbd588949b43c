package no.rapportmottak.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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
 * Measures the hub and what it is held against by turns, on the same files, and writes {@code target/benchmark.json}.
 * The properties are those of {@link Settings}.
 */
public final class Benchmark {

    private static final Path OUTPUT = Path.of("target", "benchmark.json");

    private final Settings settings;
    private final Path folder = Settings.folder();
    private final Corpus corpus = new Corpus();
    private final List<Round> rounds = new ArrayList<>();
    private Latency latency;
    private Map<String, Long> stages;

    private Benchmark(Settings settings) throws IOException {
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Settings settings = Settings.ofProperties();
        if (settings.reports() % Corpus.INVALID != 0) {
            throw new IllegalArgumentException("benchmark.reports has to be a multiple of " + Corpus.INVALID);
        }
        new Benchmark(settings).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Files.createDirectories(folder);
        Machine machine = Machine.here(folder);
        for (int i = 1; i <= settings.rounds(); i++) {
            Round round = round(i);
            rounds.add(round);
            System.out.println("round %d: %s".formatted(i, round));
        }
        Summary summary = new Summary(settings, machine, rounds, latency, stages);
        summary.write(OUTPUT);
        System.out.println(summary.text());
    }

    private Round round(int number) throws Exception {
        Path at = Files.createDirectories(folder.resolve("round-" + number));
        List<Path> files = corpus.write(at.resolve("reports"), "b" + number, settings.reports());
        Pace floor = settings.has("floor") ? Loop.floor(settings).run(files, at.resolve("floor")) : null;
        Pace camel = settings.has("references") ? Loop.camel(settings).run(files, at.resolve("camel")) : null;
        Pace integration = settings.has("references")
                ? Loop.integration(settings).run(files, at.resolve("integration")) : null;
        return hub(number, at, files, floor, camel, integration);
    }

    private Round hub(int number, Path at, List<Path> files, Pace floor, Pace camel, Pace integration) throws Exception {
        Path home = at.resolve("hub");
        Round round;
        try (HubProcess hub = new HubProcess(settings, home)) {
            Duration before = hub.process().cpu();
            Instant start = Instant.now();
            hub.drop(files);
            Instant answered = hub.awaitAll(files.size());
            Duration all = Duration.between(start, Instant.now());
            Pace pace = Pace.of(start, answered, Receipts.times(hub.receiptFolders(), ".resultat.json").values(),
                    hub.process().cpu().minus(before), hub.process().peakMegabytes().orElse(0L));
            boolean isLast = number == settings.rounds();
            Double sftp = settings.has("sftp") && isLast ? sftp(hub, number, at) : null;
            if (settings.has("latency") && isLast) {
                latency = latency(hub, at);
            }
            round = new Round(pace, files.size() * 1000.0 / all.toMillis(), hub.startUp().toMillis(), floor, camel,
                    integration, sftp);
        }
        if (latency != null) {
            stages = Stages.of(home.resolve("data"), "offered");
        }
        return round;
    }

    private double sftp(HubProcess hub, int number, Path at) throws Exception {
        List<Path> files = corpus.write(at.resolve("uploads"), "s" + number, settings.reports());
        Instant start = Instant.now();
        new Uploads(hub).upload(files, Settings.SESSIONS, 0);
        return files.size() * 1000.0 / Duration.between(start, hub.awaitAll(files.size())).toMillis();
    }

    private Latency latency(HubProcess hub, Path at) throws Exception {
        int reports = (int) (settings.offered() * settings.lasting().toSeconds()) / Corpus.INVALID * Corpus.INVALID;
        return Latency.measure(hub, corpus.write(at.resolve("offered"), "offered", reports), settings.offered());
    }
}
