package no.rapportmottak.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of ours that takes orders on its standard input and answers on its standard output, line by line. */
final class Child implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /** @param log to which standard error is appended */
    Child(List<String> line, Path folder, Path log) {
        try {
            process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        endWithUs();
        Thread reader = new Thread(this::read, "campaign-child");
        reader.setDaemon(true);
        reader.start();
    }

    private void endWithUs() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IllegalStateException ending) {
            process.destroyForcibly();
            throw ending;
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            // It has ended.
        }
    }

    /** Waits for a line; false when it did not come in time or the process has ended. */
    boolean says(String start, Duration most) throws InterruptedException {
        return line(start, most) != null;
    }

    /** The next line with that start, or null. */
    private String line(String start, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < until) {
            String line = said.poll(50, TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(start)) {
                return line;
            }
            if (line == null && !process.isAlive()) {
                return null;
            }
        }
        return null;
    }

    /** The points at which it waits, so many or those to which it comes while each is followed by another soon enough. */
    Set<String> waitsAt(int most, Duration first, Duration next) throws InterruptedException {
        Set<String> points = new TreeSet<>();
        String line = line("AT ", first);
        while (line != null && points.add(line.substring("AT ".length())) && points.size() < most) {
            line = line("AT ", next);
        }
        return points;
    }

    void order(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The points that it came to since it was asked the last time, and how often. */
    Map<String, Long> met() throws InterruptedException {
        order("met");
        Map<String, Long> met = new TreeMap<>();
        for (String line = said.poll(ANSWER.toSeconds(), TimeUnit.SECONDS); line != null && !line.equals("END");
                line = said.poll(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("MET") && !words[1].equals("0")) {
                met.put(words[2], Long.valueOf(words[1]));
            }
        }
        return met;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status, or -1 when it still runs after that time. */
    int awaitEnd(Duration most) throws InterruptedException {
        return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** SIGTERM; its exit status, or -1 when it still runs after that time. */
    int terminate(Duration most) throws InterruptedException {
        // Not of the process itself: that would close its standard input too.
        process.toHandle().destroy();
        return awaitEnd(most);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
