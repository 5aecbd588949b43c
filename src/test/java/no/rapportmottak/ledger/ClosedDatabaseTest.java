package no.rapportmottak.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClosedDatabaseTest {

    @Test
    void isOpenedAgainWithWhatWasCommitted(@TempDir Path folder) throws Exception {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger") + ";WRITE_DELAY=0;AUTO_SERVER=TRUE");
        settings.setMaximumPoolSize(4);
        settings.setExceptionOverrideClassName(ClosedDatabase.class.getName());
        try (HikariDataSource pool = new HikariDataSource(settings)) {
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
