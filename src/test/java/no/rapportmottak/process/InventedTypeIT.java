package no.rapportmottak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.xjc.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report type that nobody has thought of: the program as it was built, with one more folder under schemas/ in it, and
 * an entry in routing.yaml.
 */
@Timeout(300)
class InventedTypeIT {

    private static final String SENDER = "oppfinner";
    private static final Path TYPE = Path.of("src/test/resources/invented-type");
    private static final Path SAMPLES = TYPE.resolve("samples");
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.of(
            "oppfunnet-godt.json", "GODKJENT []",
            "oppfunnet-godt.xml", "GODKJENT []",
            "oppfunnet-for-mange.json", "AVVIST [OPP-001]",
            "oppfunnet-for-mange.xml", "AVVIST [OPP-001]",
            "oppfunnet-uten-antall.xml", "AVVIST [SKJ-001]"));

    @TempDir
    Path folder;

    @Test
    void needsNoJava() throws Exception {
        Path program = withTheType();
        Path home = Files.createDirectory(folder.resolve("home"));
        HomeFolder.writeSenders(home, """
                senders:
                  - id: %s
                    organisation-number: "999263550"
                    name: Solvik kommune
                    language: nb
                    reports-for: ["999263550"]
                """.formatted(SENDER));
        Files.writeString(home.resolve("config/routing.yaml"), """
                types:
                  oppfunnet:
                    queues:
                      - name: hod.oppfunnet
                """);

        assertThat(offline(home, program)).isEqualTo(EXPECTED);

        try (Hub hub = new Hub("invented", home, program)) {
            hub.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(hub.inn(SENDER)));
            for (Path sample : samples()) {
                Path temporary = Files.copy(sample, hub.inn(SENDER).resolve(sample.getFileName() + ".tmp"));
                Files.move(temporary, hub.inn(SENDER).resolve(sample.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(UncheckedIOException.class).untilAsserted(
                    () -> assertThat(results(Receipts.in(hub.kvittering(SENDER)).results())).isEqualTo(EXPECTED));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(hub.files("archive")).hasSize(EXPECTED.size()));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(
                    () -> assertThat(trace(home, program)).containsPattern("hod.oppfunnet +LEVERT"));
        }
    }

    /** The thin jar beside its libraries, and the type in it as a build would put it there, generated classes and all. */
    private Path withTheType() throws Exception {
        Path built = Jar.unpacked();
        Path program = Files.copy(
                built, built.resolveSibling("rapportmottak-oppfunnet.jar"), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem jar = FileSystems.newFileSystem(program); Stream<Path> files = Files.list(TYPE)) {
            Path type = Files.createDirectories(jar.getPath("/home/schemas/oppfunnet/v1"));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    Files.copy(in, type.resolve(file.getFileName().toString()));
                }
            }
            Path classes = Files.createDirectories(jar.getPath("/rapportmottak/oppfunnet/v1"));
            for (Path compiled : generated()) {
                Files.copy(compiled, classes.resolve(compiled.getFileName().toString()));
            }
        }
        return program;
    }

    /** What the build generates from the schema, compiled. */
    private List<Path> generated() throws Exception {
        Path schema = Files.createDirectories(folder.resolve("schemas/oppfunnet/v1")).resolve("oppfunnet.xsd");
        Files.copy(TYPE.resolve("oppfunnet.xsd"), schema);
        Files.copy(Path.of("schemas/felles/felles.xsd"),
                Files.createDirectories(folder.resolve("schemas/felles")).resolve("felles.xsd"));
        Path sources = Files.createDirectory(folder.resolve("generated"));
        assertThat(Driver.run(new String[] {"-quiet", "-d", sources.toString(), schema.toString(),
                "-b", "src/main/xjb"}, System.err, System.err)).isZero();
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", sources.toString()));
        Hub.filesIn(sources).forEach(source -> arguments.add(source.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new))).isZero();
        return Hub.filesIn(sources).stream().filter(file -> file.toString().endsWith(".class")).toList();
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, String> offline(Path home, Path program) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("validate", "--format=json"));
        for (Path sample : samples()) {
            arguments.add(sample.toAbsolutePath().toString());
        }
        Command.Result answer = run(home, program, arguments.toArray(String[]::new));
        assertThat(answer.status()).as(answer.err()).isEqualTo(1);
        List<JsonNode> receipts = new ArrayList<>();
        new ObjectMapper().readTree(answer.out()).forEach(receipts::add);
        return results(receipts);
    }

    private static Map<String, String> results(List<JsonNode> receipts) {
        Map<String, String> results = new TreeMap<>();
        for (JsonNode receipt : receipts) {
            List<String> codes = new ArrayList<>();
            receipt.get("funn").forEach(finding -> codes.add(finding.get("kode").asText()));
            results.put(receipt.get("filnavn").asText(), receipt.get("utfall").asText() + " " + codes);
        }
        return results;
    }

    private static String trace(Path home, Path program) {
        return run(home, program, "trace", "oppfunnet-godt.json").out();
    }

    private static Command.Result run(Path home, Path program, String... arguments) {
        return Command.of(home, Jar.line(program, arguments).toArray(String[]::new)).run();
    }
}
