package no.rapportmottak.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run measures; each is a property {@code benchmark.…} of the command.
 *
 * @param reports  files of a backlog
 * @param rounds   how often everything is measured, by turns
 * @param senders  whose folders the backlog lies in
 * @param parts    beside the hub with folders, which always is: {@code floor}, {@code references} (Camel, Spring
 *                 Integration), and in the last round {@code sftp} and {@code latency}
 * @param offered  reports handed in each second while waiting times are measured
 * @param lasting  how long that goes on
 * @param ledger   how many submissions the ledger is filled up to, see {@link Growth}
 * @param java     options of every JVM that is measured
 */
record Settings(int reports, int rounds, int senders, List<String> parts, int offered, Duration lasting,
        int ledger, List<String> java) {

    static final int SESSIONS = 8;

    static Settings ofProperties() {
        return new Settings(
                Integer.getInteger("benchmark.reports", 1000), Integer.getInteger("benchmark.rounds", 3),
                Integer.getInteger("benchmark.senders", 50),
                words("benchmark.parts", "floor,references,sftp,latency", ","),
                Integer.getInteger("benchmark.offered", 50),
                Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 20)),
                Integer.getInteger("benchmark.ledger", 100_000),
                words("benchmark.java", "-Xmx256m -XX:+UseParallelGC", " "));
    }

    private static List<String> words(String property, String otherwise, String between) {
        return Arrays.stream(System.getProperty(property, otherwise).split(between)).map(String::strip).toList();
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    /** Fresh for each run: on some file systems files are slow to make where many were removed. */
    static Path folder() {
        return Path.of("target", "benchmark", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();
    }
}
