package no.rapportmottak.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The ledger on PostgreSQL, as it runs for the country. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLedgerTest implements LedgerContract, OperatorsContract, ChainContract, FetchesContract {

    private final EmbeddedPostgres postgres = start();

    private static EmbeddedPostgres start() {
        try {
            // What is tested is statements and locks; flushing costs most of the time.
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    @Override
    public DataSource database() {
        return postgres.getPostgresDatabase();
    }

    @AfterAll
    void close() throws IOException {
        postgres.close();
    }
}
