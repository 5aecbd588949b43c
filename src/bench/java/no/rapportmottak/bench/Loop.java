package no.rapportmottak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One that the hub is held against, as a process with the same JVM options. */
final class Loop {

    private final Settings settings;
    private final Class<?> program;
    private final boolean isGivenThreads;

    private Loop(Settings settings, Class<?> program, boolean isGivenThreads) {
        this.settings = settings;
        this.program = program;
        this.isGivenThreads = isGivenThreads;
    }

    static Loop floor(Settings settings) {
        return new Loop(settings, Floor.class, true);
    }

    static Loop camel(Settings settings) {
        return new Loop(settings, TutorialCamel.class, false);
    }

    static Loop integration(Settings settings) {
        return new Loop(settings, TutorialIntegration.class, false);
    }

    /** Has it work off copies of the files. */
    Pace run(List<Path> files, Path folder) throws IOException, InterruptedException {
        Path inn = Files.createDirectories(folder.resolve("inn"));
        for (Path file : files) {
            Files.copy(file, inn.resolve(file.getFileName()));
        }
        List<String> line = new ArrayList<>(List.of(Child.java()));
        line.addAll(settings.java());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"),
                program.getName(), inn.toString(), folder.toString(),
                String.valueOf(isGivenThreads ? Integer.getInteger("benchmark.floor.threads", 4) : files.size())));
        try (Child child = new Child(line, Path.of("").toAbsolutePath(), folder.resolve("log"), true)) {
            child.await(Start.READY);
            Duration before = child.cpu();
            Instant start = Instant.now();
            child.tell("GO");
            child.await(Start.DONE + Corpus.accepted(files.size()));
            Instant end = Instant.now();
            Duration cpu = child.cpu().minus(before);
            List<Instant> results =
                    List.copyOf(Receipts.times(List.of(folder.resolve("kvittering")), "resultat.json").values());
            Pace pace = Pace.of(start, end, results, cpu, child.peakMegabytes().orElse(0L));
            child.tell("END");
            return pace;
        }
    }
}
