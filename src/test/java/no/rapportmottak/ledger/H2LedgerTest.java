package no.rapportmottak.ledger;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The ledger on H2, as it runs unless a PostgreSQL is named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2LedgerTest implements LedgerContract, OperatorsContract, ChainContract, FetchesContract {

    private final JdbcConnectionPool database = JdbcConnectionPool.create(
            "jdbc:h2:mem:ledger;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_DELAY=-1",
            "sa", "");

    @Override
    public DataSource database() {
        return database;
    }

    @AfterAll
    void close() {
        database.dispose();
    }
}
