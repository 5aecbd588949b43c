package no.rapportmottak.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import no.rapportmottak.process.Ports;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** A data folder without left-overs, free ports, and a clock before the deadline of the samples. */
final class Surroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final Instant BEFORE_THE_DEADLINE = Instant.parse("2024-02-15T10:00:00Z");
    /** Without AUTO_SERVER, with which H2 can't be told to leave closing to the hub when the tests' JVM ends. */
    private static final String LEDGER = "jdbc:h2:file:${rapportmottak.data}/ledger;MODE=PostgreSQL;"
            + "DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_ON_EXIT=FALSE";
    private static final Path DATA = Path.of("target/hub/data").toAbsolutePath();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        put(context, empty(DATA), Map.of("rapportmottak.broker.port", Ports.one()));
    }

    static void put(ConfigurableApplicationContext context, Path data, Map<String, Object> properties) {
        var sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource("surroundings", properties));
        sources.addFirst(new MapPropertySource("data", Map.of(
                "rapportmottak.data", data.toString(), "spring.datasource.url", LEDGER)));
        context.getBeanFactory().registerSingleton("clock", new HubClock(BEFORE_THE_DEADLINE));
    }

    static Path empty(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
