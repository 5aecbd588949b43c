package no.rapportmottak.ledger;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Gives up connections to an embedded database that has closed itself, as H2 does when it cannot write, for want of
 * memory or space for instance. The pool takes such an error for one statement's and would keep them for ever; with new
 * ones the database is opened again, as after a crash.
 */
public class ClosedDatabase implements SQLExceptionOverride {

    /** H2: DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN, CONNECTION_BROKEN_1. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90121, 90067);

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return CLOSED.contains(e.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
