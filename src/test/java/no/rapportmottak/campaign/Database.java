package no.rapportmottak.campaign;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database in the one PostgreSQL of the campaign. It loses what it has when the machine goes down, not before. */
record Database(String name) {

    private static EmbeddedPostgres postgres;
    private static int made;

    static synchronized Database made() throws IOException, SQLException {
        if (postgres == null) {
            postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        }
        Database database = new Database("campaign" + ++made);
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database.name());
        }
        return database;
    }

    int port() {
        return postgres.getPort();
    }

    String url() {
        return postgres.getJdbcUrl("postgres", name);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }
}
