package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of ClamAV's daemon, against one of our own and, where it is installed, the real one. */
class ClamdTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private FakeClamd fake;

    @BeforeEach
    void start() throws IOException {
        fake = FakeClamd.onTcp();
    }

    @AfterEach
    void stop() throws IOException {
        fake.close();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private Optional<String> scan(byte[] content) throws IOException {
        return scan(fake.setting(), PATIENT, content);
    }

    private Optional<String> scan(String setting, Duration deadline, byte[] content) throws IOException {
        try (Clamd clamd = new Clamd(setting, deadline)) {
            return clamd.scan(file(content));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Clamd.CHUNK - 1, Clamd.CHUNK, Clamd.CHUNK + 1, 3 * Clamd.CHUNK, 3_000_001})
    void streamsEveryByteInChunks(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        assertThat(scan(content)).isEmpty();

        assertThat(fake.streamed).singleElement().isEqualTo(content);
        assertThat(fake.chunks).allMatch(chunk -> chunk <= Clamd.CHUNK).hasSize((size + Clamd.CHUNK - 1) / Clamd.CHUNK);
    }

    @Test
    void namesTheMalware() throws IOException {
        assertThat(scan(FakeClamd.EICAR.getBytes())).contains("Eicar-Signature");
    }

    @Test
    void speaksOverAUnixSocketToo() throws IOException {
        try (FakeClamd unix = new FakeClamd(UnixDomainSocketAddress.of(folder.resolve("clamd.ctl")));
                Clamd clamd = new Clamd(unix.setting(), PATIENT)) {
            clamd.ping();
            assertThat(clamd.scan(file(FakeClamd.EICAR.getBytes()))).contains("Eicar-Signature");
            assertThat(clamd.scan(file("nothing".getBytes()))).isEmpty();
        }
    }

    @Test
    void takesAnErrorForNoAnswer() {
        fake.answer = content -> "stream: Can't write to temp file. ERROR";
        assertThatThrownBy(() -> scan(new byte[10])).isInstanceOf(IOException.class).hasMessageContaining("Can't write to temp file");

        fake.answer = content -> "";
        assertThatThrownBy(() -> scan(new byte[10])).isInstanceOf(IOException.class).hasMessage("clamd answered nothing");
    }

    @Test
    void readsTheRefusalOfAFileThatIsTooLongThoughItIsCutOff() {
        fake.limit = 100_000;

        assertThatThrownBy(() -> scan(new byte[20_000_000])).satisfies(thrown -> assertThat(
                        thrown instanceof IllegalStateException && thrown.getMessage().contains("StreamMaxLength")
                                || thrown instanceof IOException)
                .as("%s", thrown).isTrue());
    }

    @Test
    void endsWhatIsSilent() {
        fake.answer = content -> null;
        long began = System.nanoTime();

        assertThatThrownBy(() -> scan(fake.setting(), Duration.ofMillis(300), new byte[10]))
                .isInstanceOf(IOException.class)
                .hasMessage("clamd gave no answer within 300 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        fake.goAway();
        String gone = "127.0.0.1:" + 1;

        assertThatThrownBy(() -> scan(gone, PATIENT, new byte[10])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> scan("unix:" + folder.resolve("none"), PATIENT, new byte[10])).isInstanceOf(IOException.class);
        fake.comeBack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clamd", "/run/clamd.ctl", "host:", ":3310", "a:b:1"})
    void refusesAnAddressThatIsNone(String setting) {
        assertThatThrownBy(() -> new Clamd(setting, PATIENT)).isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("rapportmottak.malware.clamd");
    }

    /** With a signature of our own, since those of ClamAV are a download of a hundred megabytes. */
    @Test
    void isUnderstoodByTheRealClamd() throws Exception {
        Path program = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(place -> Path.of(place, "clamd")).filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(program != null, "clamd is not installed here");
        Path socket = folder.resolve("clamd.ctl");
        Path signatures = Files.createDirectories(folder.resolve("signatures"));
        Files.writeString(signatures.resolve("own.ndb"), "Eicar-Test:0:0:" + hex(FakeClamd.EICAR) + "\n");
        Path settings = Files.writeString(folder.resolve("clamd.conf"), """
                LocalSocket %s
                DatabaseDirectory %s
                Foreground yes
                StreamMaxLength 1M
                """.formatted(socket, signatures));
        Process clamd = new ProcessBuilder(program.toString(), "-c", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        try (Clamd scanner = new Clamd("unix:" + socket, PATIENT)) {
            Awaitility.await("clamd, which said " + folder.resolve("log")).atMost(Duration.ofSeconds(30))
                    .ignoreExceptions().untilAsserted(scanner::ping);

            assertThat(scanner.scan(file(FakeClamd.EICAR.getBytes()))).hasValueSatisfying(name -> assertThat(name).startsWith("Eicar-Test"));
            assertThat(scanner.scan(file("{\"skjema\": \"tilskuddsrapport/v1\"}".getBytes()))).isEmpty();
            assertThat(scanner.scan(file(new byte[900_000]))).isEmpty();
            assertThatThrownBy(() -> scanner.scan(file(new byte[3_000_000]))).hasMessageContaining("StreamMaxLength");
        } finally {
            clamd.destroy();
            clamd.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes());
    }
}
