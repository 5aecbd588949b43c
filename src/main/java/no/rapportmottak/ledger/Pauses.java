package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The senders that nothing is taken from for now. Asking touches memory alone, so a database that is away keeps
 * nobody from uploading; {@link #reload} brings in what other processes have changed.
 */
public class Pauses {

    public record Pause(String sender, Instant since, String who, String reason) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Audit audit;
    private volatile Map<String, Pause> paused = Map.of();

    public Pauses(JdbcClient jdbc, TransactionOperations transaction, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.audit = audit;
    }

    public boolean isPaused(String sender) {
        return paused.containsKey(sender);
    }

    public Optional<Pause> of(String sender) {
        return Optional.ofNullable(paused.get(sender));
    }

    /** Takes up the pauses as they are in the ledger. */
    public void reload() {
        paused = jdbc.sql("select * from paused_sender")
                .query((row, n) -> new Pause(row.getString("sender"), instant(row.getObject("since", OffsetDateTime.class)),
                        row.getString("who"), row.getString("reason")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Pause::sender, pause -> pause));
    }

    /** False when it is paused already. */
    public boolean pause(String sender, Act act) {
        boolean changed = Boolean.TRUE.equals(transaction.execute(status -> {
            int added = jdbc.sql("insert into paused_sender (sender, since, who, reason) values (?, ?, ?, ?) on conflict do nothing")
                    .params(sender, utc(clock.instant()), act.who(), act.reason())
                    .update();
            return noted(added, act, "pause", sender);
        }));
        reload();
        return changed;
    }

    /** False when it is not paused. */
    public boolean resume(String sender, Act act) {
        boolean changed = Boolean.TRUE.equals(transaction.execute(status ->
                noted(jdbc.sql("delete from paused_sender where sender = ?").param(sender).update(), act, "resume", sender)));
        reload();
        return changed;
    }

    private boolean noted(int rows, Act act, String what, String sender) {
        if (rows == 1) {
            audit.note(act, what, sender);
        }
        return rows == 1;
    }
}
