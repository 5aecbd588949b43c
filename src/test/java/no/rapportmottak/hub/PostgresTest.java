package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The same hub with its ledger in PostgreSQL, by one property. */
@HubTest
@DirtiesContext
@ContextConfiguration(initializers = PostgresTest.OnPostgres.class)
class PostgresTest {

    static final class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final Path DATA = Path.of("target/hub-on-postgres/data").toAbsolutePath();

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Surroundings.put(context, Surroundings.empty(DATA), Map.of("rapportmottak.broker.port", Surroundings.freePort()));
            EmbeddedPostgres postgres = start();
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(
                    "postgres", Map.of("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"))));
            context.getBeanFactory().registerSingleton("postgres", postgres);
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Autowired
    Hub hub;

    @Autowired
    JdbcClient jdbc;

    @Test
    void decidesDuplicatesVersionsAndRejections() throws Exception {
        String sender = hub.sender();
        AReport report = AReport.ofItsOwn();

        JsonNode first = hub.send(sender, report.json());
        JsonNode repeated = hub.send(sender, report.json());
        JsonNode nameless = hub.send(sender, report.corrected().json());
        JsonNode replacing = hub.send(sender, report.corrected().replacing(reference(first)).json());
        JsonNode unreadable = hub.send(sender, "neither XML nor JSON");
        hub.settle();

        assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL 17");
        assertThat(outcome(first)).isEqualTo("GODKJENT");
        assertThat(outcome(repeated)).isEqualTo("DUPLIKAT");
        assertThat(codes(nameless)).containsExactly("KOR-001");
        assertThat(outcome(replacing)).isEqualTo("GODKJENT");
        assertThat(codes(unreadable)).containsExactly("MOT-010");
        assertThat(hub.archived(reference(replacing))).isPresent();
    }
}
