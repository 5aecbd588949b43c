package no.rapportmottak.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.Driver;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.store.fs.FilePath;

/** H2's driver for a database in a file, which is kept by {@link GuardedFiles}. */
public final class GuardedDriver extends Driver {

    static final String FILE = "jdbc:h2:file:";

    static {
        FilePath.register(new GuardedFiles());
        try {
            DriverManager.registerDriver(new GuardedDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(FILE);
    }

    /** Null for any other URL. */
    @Override
    public Connection connect(String url, Properties settings) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection = super.connect("jdbc:h2:" + GuardedFiles.SCHEME + ":" + url.substring(FILE.length()), settings);
        // Another process may have it open, and guards it.
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal own) {
            GuardedFiles.guard(own.getDatabase().getStore().getMvStore());
        }
        return connection;
    }
}
