package no.rapportmottak.ledger;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that PostgreSQL plans anew each time, with their values known. Else, from the tenth time on, it plans them
 * for a usual value, and reads a million rows in search of a rare one.
 */
final class PlannedByValue extends JdbcTemplate {

    private static final int NEVER_PREPARED = 0;

    PlannedByValue(DataSource database) {
        super(database);
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        if (statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(NEVER_PREPARED);
        }
    }
}
