package no.rapportmottak.ledger;

import static java.util.stream.Collectors.joining;
import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes the content of reports that were rejected for a national identity number, when their time is up: original,
 * package and attachments. No row is changed or deleted; the timeline says when it was begun and done, with the
 * checksums. What a crash has interrupted is gone on with. What its sender sent again while the first was in work, and
 * was answered as a duplicate, goes with it. Who else has an attachment is found by reading all that was canonical: once for
 * each report that is deleted and has attachments, of which there are few; no index has to be kept for it.
 */
public class Purges {

    /** Its content is to be missed by nobody from here on. */
    static final String BEGUN = "slettes";
    static final String DONE = "slettet";

    private static final int AT_ONCE = 100;
    private static final Pattern ATTACHMENT = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
    private static final String REJECTED = """
            from finding f join submission r on r.reference = f.reference %s
            where f.code in (:codes) and r.outcome = 'AVVIST' and r.handled < :before
                and not exists (select 1 from purge e where e.reference = %s.reference and e.ended is not null)""";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Timeline timeline;
    private final Originals originals;
    private final Duration after;

    /** @param after how long after its rejection the content is deleted */
    public Purges(
            JdbcClient jdbc, TransactionOperations transaction, Clock clock, Timeline timeline, Originals originals, Duration after) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.timeline = timeline;
        this.originals = originals;
        this.after = after;
    }

    /**
     * Those whose time is up, the oldest first, up to a batch. One whose package is still to be written is not yet among them.
     *
     * @param codes of findings that name a national identity number
     */
    public List<Disposal> due(List<String> codes) {
        if (codes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select s.reference, s.original_path, s.sha256, s.size, p.path as packed_path, p.sha256 as packed_sha256,
                            p.size as packed_size, v.canonical
                        from submission s join verdict v on v.reference = s.reference
                            left join archive_package p on p.reference = s.reference
                        where s.reference in (select r.reference %s union select d.reference %s)
                            and not exists (select 1 from outbox o
                                where o.reference = s.reference and o.kind = 'ARKIV' and o.state <> 'LEVERT')
                        order by s.reference limit %d""".formatted(REJECTED.formatted("", "r"), REJECTED.formatted("""
                            join submission d on d.sender = r.sender and d.sha256 = r.sha256
                                and d.outcome = 'DUPLIKAT' and d.original = r.reference""", "d"), AT_ONCE))
                .param("codes", codes)
                .param("before", utc(clock.instant().minus(after)))
                .query((row, n) -> disposal(row))
                .list();
    }

    private Disposal disposal(ResultSet row) throws SQLException {
        String packed = row.getString("packed_path");
        return new Disposal(
                new Reference(row.getString("reference")),
                new Original(originals.path(row.getString("original_path")), row.getString("sha256"), row.getLong("size")),
                packed == null ? null : new ArchivePackage(packed, row.getString("packed_sha256"), row.getLong("packed_size")),
                attachments(row.getString("canonical")));
    }

    private static List<String> attachments(String canonical) {
        return canonical == null ? List.of()
                : ATTACHMENT.matcher(canonical).results().map(found -> found.group(1)).distinct().toList();
    }

    /** From here on nobody misses the files; of the attachments only those are left that no other submission has. */
    public Disposal begin(Disposal disposal) {
        transaction.executeWithoutResult(status -> {
            int begun = jdbc.sql("insert into purge (reference, began) values (?, ?) on conflict do nothing")
                    .params(disposal.reference().value(), utc(clock.instant()))
                    .update();
            if (begun == 1) {
                timeline.note(disposal.reference(), BEGUN, "fødselsnummer i innholdet");
            }
        });
        Set<String> wanted = wanted(disposal.attachments());
        return disposal.with(disposal.attachments().stream().filter(sha256 -> !wanted.contains(sha256)).toList());
    }

    /** Those of some attachments that a submission has whose content is to stay. */
    private Set<String> wanted(List<String> sha256s) {
        if (sha256s.isEmpty()) {
            return Set.of();
        }
        String each = sha256s.stream().map(sha256 -> "max(case when v.canonical like ? then 1 else 0 end)").collect(joining(", "));
        return jdbc.sql("""
                        select %s from verdict v
                        where not exists (select 1 from purge p where p.reference = v.reference)""".formatted(each))
                .params(sha256s.stream().map("%%\"sha256\":\"%s\"%%"::formatted).toList())
                .query((row, n) -> found(row, sha256s))
                .single();
    }

    private static Set<String> found(ResultSet row, List<String> sha256s) throws SQLException {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < sha256s.size(); i++) {
            if (row.getInt(i + 1) == 1) {
                found.add(sha256s.get(i));
            }
        }
        return found;
    }

    /** Deletes the original, the last of the files, and writes down that it is done. */
    public void end(Disposal disposal) throws IOException {
        Files.deleteIfExists(disposal.original().path());
        transaction.executeWithoutResult(status -> {
            int ended = jdbc.sql("update purge set ended = ? where reference = ? and ended is null")
                    .params(utc(clock.instant()), disposal.reference().value())
                    .update();
            if (ended == 1) {
                timeline.note(disposal.reference(), DONE, disposal.told());
            }
        });
    }

    /** Since when the content of a submission is not there any more; empty when it is. */
    public Optional<Instant> since(Reference reference) {
        return jdbc.sql("select began from purge where reference = ?")
                .param(reference.value())
                .query((row, n) -> instant(row.getObject(1, OffsetDateTime.class)))
                .optional();
    }
}
