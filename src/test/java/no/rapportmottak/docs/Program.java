package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.hub.Hub;
import no.rapportmottak.hub.Queues;

/** One of the consumers' programs, run as their page says, until it is closed. */
final class Program implements AutoCloseable {

    static final Path FOLDER = Path.of("src/docs/consumers");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path output;
    private final Process process;

    private Program(String name, List<String> command) throws IOException {
        output = Files.createDirectories(Path.of("target/docs")).resolve(name + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HUB_PASSWORD", Queues.PASSWORD);
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -Dstdout.encoding=UTF-8 -Dfile.encoding=UTF-8");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        process = builder.start();
    }

    static Program java(String name, String... arguments) throws IOException {
        return run(name, List.of(javaCommand(), "-cp", clients()), arguments);
    }

    static Program python(String name, String... arguments) throws IOException {
        return run(name, List.of("python3"), arguments);
    }

    private static Program run(String name, List<String> interpreter, String... arguments) throws IOException {
        String file = FOLDER.resolve(name).toString();
        return new Program(name, Stream.of(interpreter, List.of(file), List.of(arguments)).flatMap(List::stream).toList());
    }

    private static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The libraries of the hub, among them both clients, without a logger that would write between the messages. */
    private static String clients() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("logback-classic"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What it prints of a submission; waits for it. */
    String says(String reference) {
        return Hub.soon("what " + output + " says of " + reference)
                .atMost(PATIENCE)
                .until(() -> line(reference), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> line(String reference) throws IOException {
        String printed = Files.readString(output);
        Optional<String> line = printed.lines().filter(candidate -> candidate.startsWith(reference)).findFirst();
        assertThat(line.isPresent() || process.isAlive()).as("still running: %s", printed).isTrue();
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
