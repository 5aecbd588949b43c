package no.rapportmottak.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM that is measured. It never outlives this one. */
final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final Path log;

    /** @param log what it says on stderr; on stdout too, unless that is read with {@link #await} */
    Child(List<String> line, Path folder, Path log, boolean isRead) throws IOException {
        Files.createDirectories(folder);
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectError(log.toFile());
        if (!isRead) {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
        }
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until it has said a line. */
    void await(String line) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String said = out.readLine(); !line.equals(said); said = out.readLine()) {
            if (said == null) {
                throw new IllegalStateException("it ended before it said " + line + ", see " + log);
            }
        }
    }

    /** Waits until its log holds a text. */
    void awaitInLog(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains(text)) {
            requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited too long for " + text + " in " + log);
            }
            Thread.sleep(50);
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended, see " + log);
        }
    }

    void tell(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** What it has used of all processors together. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory that it ever had resident, where the system tells (Linux). */
    Optional<Long> peakMegabytes() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
