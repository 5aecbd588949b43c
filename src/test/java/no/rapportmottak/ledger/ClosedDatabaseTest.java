package no.rapportmottak.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClosedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void isOpenedAgainWithWhatWasCommitted() throws Exception {
        try (HikariDataSource pool = pool()) {
            JdbcClient jdbc = JdbcClient.create(pool);
            jdbc.sql("create table written (n int)").update();
            jdbc.sql("insert into written values (1)").update();
            useAll(pool);

            assertThatThrownBy(() -> {
                jdbc.sql("shutdown immediately").update();
                jdbc.sql("select count(*) from written").query(Integer.class).single();
            }).isNotNull();

            await().ignoreExceptions().until(() -> jdbc.sql("insert into written values (2)").update() == 1);
            assertThat(jdbc.sql("select n from written").query(Integer.class).list()).containsExactly(1, 2);
        }
    }

    /** What a thread writes that waited while another failed: the pages that it points to may never have been written. */
    @Test
    void writesNothingOnceItHasFailed() throws Exception {
        try (HikariDataSource pool = pool()) {
            JdbcClient jdbc = JdbcClient.create(pool);
            jdbc.sql("create table written (n int)").update();
            jdbc.sql("insert into written values (1)").update();
            MVStore store;
            try (Connection one = pool.getConnection()) {
                store = ((SessionLocal) one.unwrap(JdbcConnection.class).getSession()).getDatabase().getStore().getMvStore();
            }

            MVStoreException failure = new MVStoreException(DataUtils.ERROR_INTERNAL, "no memory");
            assertThatThrownBy(() -> store.panic(failure)).isSameAs(failure);
            assertThatThrownBy(() -> jdbc.sql("insert into written values (2)").update()).isNotNull();

            await().ignoreExceptions().until(() -> jdbc.sql("insert into written values (3)").update() == 1);
            assertThat(jdbc.sql("select n from written").query(Integer.class).list()).containsExactly(1, 3);
        }
    }

    private HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger") + ";WRITE_DELAY=0;AUTO_SERVER=TRUE");
        pool.setMaximumPoolSize(4);
        pool.setExceptionOverrideClassName(ClosedDatabase.class.getName());
        return (HikariDataSource) LedgerDatabase.guardedFiles().postProcessBeforeInitialization(pool, "dataSource");
    }

    private static void useAll(HikariDataSource pool) throws Exception {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            all.add(pool.getConnection());
        }
        for (Connection one : all) {
            one.close();
        }
    }
}
