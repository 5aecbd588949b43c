package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When each key of a sender was used last. Noting touches memory alone, so a database that is away keeps nobody from
 * signing in; {@link #write} brings it into the ledger.
 */
public class KeyUses {

    private record Key(String sender, String fingerprint) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<Key, Instant> noted = new ConcurrentHashMap<>();

    public KeyUses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param fingerprint as {@code ssh-keygen -l} prints it */
    public void note(String sender, String fingerprint) {
        noted.put(new Key(sender, fingerprint), clock.instant());
    }

    /** Writes down what was noted since the last time; it stays noted if that fails. */
    public void write() {
        Map.copyOf(noted).forEach((key, at) -> {
            write(key, at);
            noted.remove(key, at);
        });
    }

    private void write(Key key, Instant at) {
        int later = jdbc.sql("update key_use set last_used = greatest(last_used, ?) where sender = ? and fingerprint = ?")
                .params(utc(at), key.sender(), key.fingerprint())
                .update();
        if (later == 0) {
            jdbc.sql("insert into key_use (sender, fingerprint, last_used) values (?, ?, ?) on conflict do nothing")
                    .params(key.sender(), key.fingerprint(), utc(at))
                    .update();
        }
    }

    /** The last use of each key of a sender that was ever used, by its fingerprint. */
    public Map<String, Instant> of(String sender) {
        return all().getOrDefault(sender, Map.of());
    }

    /** That of every sender. */
    public Map<String, Map<String, Instant>> all() {
        Map<Key, Instant> uses = new HashMap<>();
        jdbc.sql("select * from key_use")
                .query(row -> {
                    uses.put(new Key(row.getString("sender"), row.getString("fingerprint")),
                            instant(row.getObject("last_used", OffsetDateTime.class)));
                });
        uses.putAll(noted);
        Map<String, Map<String, Instant>> bySender = new HashMap<>();
        uses.forEach((key, at) -> bySender.computeIfAbsent(key.sender(), name -> new HashMap<>()).put(key.fingerprint(), at));
        return bySender;
    }
}
