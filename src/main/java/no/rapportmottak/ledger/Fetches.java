package no.rapportmottak.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was taken from partners' servers and is not yet known to be gone there: a file that cannot be removed is taken
 * once, across restarts and nodes.
 */
public class Fetches {

    /** A file on a partner's server, as the server tells it: there is nothing else to know it by. */
    public record RemoteFile(String name, long size, Instant modified) {}

    private final JdbcClient jdbc;

    public Fetches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The files that were taken from a partner, or about to be, and may still lie there. */
    public Map<RemoteFile, Reference> taken(String partner) {
        return jdbc.sql("select name, size, modified, reference from fetched where partner = ?")
                .param(partner)
                .query((row, n) -> Map.entry(
                        new RemoteFile(row.getString(1), row.getLong(2), Instant.ofEpochSecond(row.getLong(3))),
                        new Reference(row.getString(4))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Remembers a file that is about to be claimed, so that it is not taken again.
     *
     * @return false if it is remembered already
     */
    public boolean take(String partner, RemoteFile file, Reference reference) {
        return jdbc.sql("""
                        insert into fetched (partner, name, size, modified, reference) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(partner, file.name(), file.size(), file.modified().getEpochSecond(), reference.value())
                .update() == 1;
    }

    /** Forgets a file that is gone there: one like it would be another. Or one that was not taken after all. */
    public void forget(String partner, RemoteFile file) {
        jdbc.sql("delete from fetched where partner = ? and name = ? and size = ? and modified = ?")
                .params(partner, file.name(), file.size(), file.modified().getEpochSecond())
                .update();
    }
}
