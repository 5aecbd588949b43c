package no.rapportmottak.watch;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.watch.Alarms.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes alarms down, so that a restart, or the node that goes on after this one, knows which were raised. Writing a
 * change twice is writing it once.
 */
class AlarmLog implements Alarms.Listener {

    private static final int TEXT = 2000;

    private final JdbcClient jdbc;
    private final Nodes nodes;

    AlarmLog(JdbcClient jdbc, Nodes nodes) {
        this.jdbc = jdbc;
        this.nodes = nodes;
    }

    @Override
    public void tell(Change change) {
        Alarm alarm = change.alarm();
        OffsetDateTime since = alarm.since().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into alarm (id, since, text, node) values (?, ?, ?, ?) on conflict do nothing")
                .params(alarm.id(), since, alarm.text().substring(0, Math.min(TEXT, alarm.text().length())), nodes.id())
                .update();
        if (!change.raised()) {
            jdbc.sql("update alarm set cleared = ? where id = ? and since = ?")
                    .params(change.at().atOffset(ZoneOffset.UTC), alarm.id(), since)
                    .update();
        }
    }

    /** Makes those this node's that are not cleared, and that no other living node watches. */
    List<Alarm> takeOver() {
        jdbc.sql("update alarm set node = ? where cleared is null and " + Nodes.FREE.replace("owner", "node"))
                .params(nodes.id(), nodes.id())
                .update();
        return jdbc.sql("select id, since, text from alarm where cleared is null and node = ?")
                .param(nodes.id())
                .query((row, n) -> new Alarm(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)))
                .list();
    }
}
