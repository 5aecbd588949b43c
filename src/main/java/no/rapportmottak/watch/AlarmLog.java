package no.rapportmottak.watch;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import no.rapportmottak.watch.Alarms.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes alarms down, so that a restart knows which were raised. Writing a change twice is writing it once. */
class AlarmLog implements Alarms.Listener {

    private static final int TEXT = 2000;

    private final JdbcClient jdbc;

    AlarmLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void tell(Change change) {
        Alarm alarm = change.alarm();
        OffsetDateTime since = alarm.since().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into alarm (id, since, text) values (?, ?, ?) on conflict do nothing")
                .params(alarm.id(), since, alarm.text().substring(0, Math.min(TEXT, alarm.text().length())))
                .update();
        if (!change.raised()) {
            jdbc.sql("update alarm set cleared = ? where id = ? and since = ?")
                    .params(change.at().atOffset(ZoneOffset.UTC), alarm.id(), since)
                    .update();
        }
    }

    /** Those that are not cleared. */
    List<Alarm> active() {
        return jdbc.sql("select id, since, text from alarm where cleared is null")
                .query((row, n) -> new Alarm(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)))
                .list();
    }
}
