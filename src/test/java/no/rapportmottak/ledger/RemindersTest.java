package no.rapportmottak.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import no.rapportmottak.SetClock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class RemindersTest {

    @Test
    void repeatsNothingThatAnOlderVersionHasSent() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:reminders;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        FluentConfiguration migrations = Flyway.configure().dataSource(database);
        migrations.target("13").load().migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("""
                insert into key_notice (sender, fingerprint, ends, days, attempts, tried, sent) values
                    ('solvik', 'SHA256:sent', '2030-01-08 00:00:00+01', 7, 1, current_timestamp, current_timestamp),
                    ('solvik', 'SHA256:failed', '2030-01-08 00:00:00+01', 7, 1, '2029-12-31 00:00:00+00', null)""").update();

        migrations.target("latest").load().migrate();

        Reminders reminders = new Reminders(
                jdbc, TransactionOperations.withoutTransaction(), new SetClock(Instant.parse("2030-01-01T10:00:00Z")));
        assertThat(reminders.isDue(reminder("SHA256:sent"))).isFalse();
        assertThat(reminders.isDue(reminder("SHA256:failed"))).isTrue();
        assertThat(reminders.isDue(reminder("SHA256:never"))).isTrue();
    }

    private static KeyReminder reminder(String fingerprint) {
        return new KeyReminder("solvik", fingerprint, Instant.parse("2030-01-07T23:00:00Z"), 7);
    }
}
