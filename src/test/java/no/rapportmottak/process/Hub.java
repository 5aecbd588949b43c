package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A hub in a home folder, as a process that can be started, told to stop, and killed, again and again. What it
 * logs goes to {@code target/process/}. It never outlives the test: {@link #close} kills, and so does the end of
 * this JVM.
 */
public final class Hub implements AutoCloseable {

    public static final String QUEUE = "hod.tilskuddsrapport";
    public static final String CONSUMER = "konsument";
    public static final String PASSWORD = "bare-for-testen";

    private static final Duration START = Duration.ofMinutes(3);

    final Path home;
    public final Ports ports = Ports.free();
    private final String name;
    private final Path program;
    private final List<String> settings;
    private Process process;
    private boolean closed;
    private Path log;
    private int starts;
    private List<String> options = List.of();

    public Hub(String name, Path home, Path program) {
        this(name, home, program, List.of());
    }

    /** @param settings more of them, as on the command line */
    public Hub(String name, Path home, Path program, List<String> settings) {
        this.name = name;
        this.home = home;
        this.program = program;
        this.settings = settings;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path inn(String sender) {
        return data().resolve("senders").resolve(sender).resolve("inn");
    }

    public Path kvittering(String sender) {
        return data().resolve("senders").resolve(sender).resolve("kvittering");
    }

    /** Starts it and waits until it is ready; how long that took. */
    public Duration start() {
        long begun = System.nanoTime();
        launch();
        await().atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the hub ended while it started", () -> assertThat(process.isAlive()).as(log()).isTrue())
                .until(() -> log().contains("Started Rapportmottak in"));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Options of Java's for the starts from now on. */
    public void startWith(String... javaOptions) {
        options = List.of(javaOptions);
    }

    public synchronized void launch() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        try {
            Files.createDirectories(Jar.OUTPUT);
            log = Jar.OUTPUT.resolve("%s-%d.log".formatted(name, ++starts));
            List<String> line = Jar.line(program, arguments());
            line.addAll(1, options);
            process = new ProcessBuilder(line)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] arguments() {
        String user = "--rapportmottak.broker.users." + CONSUMER;
        List<String> arguments = new ArrayList<>(List.of(
                "--rapportmottak.sftp.port=" + ports.sftp(),
                "--rapportmottak.broker.port=" + ports.broker(),
                "--server.port=" + ports.web(),
                "--management.server.port=" + ports.management(),
                "--rapportmottak.drop.settle=300ms",
                user + ".password=" + PASSWORD,
                user + ".role=konsument",
                user + ".queues=" + QUEUE));
        arguments.addAll(settings);
        return arguments.toArray(String[]::new);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode health() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ports.management() + "/observe/health");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return new ObjectMapper().readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM; does not wait. */
    public void tellToEnd() {
        process.toHandle().destroy();
    }

    /** SIGKILL: nothing in the process gets to know of it. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(Duration.ofSeconds(10));
    }

    /** SIGTERM; its exit status. */
    public int terminate() {
        process.destroy();
        return waitForEnd(Duration.ofSeconds(30));
    }

    /** The exit status of a process that is to end within a time. */
    public int waitForEnd(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + most + "\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything of kind file below a folder of the data folder. */
    public List<Path> files(String below) throws IOException {
        return filesIn(data().resolve(below));
    }

    /** The files below a folder; what goes while it is looked for is not among them. */
    public static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Collections.sort(files);
        return files;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
