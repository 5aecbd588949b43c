package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which senders were told that a key of theirs ends; one that could not be told is tried again, ever more seldom. */
public class KeyNotices {

    private static final Duration LONGEST = Duration.ofHours(6);

    /**
     * @param fingerprint as {@code ssh-keygen -l} prints it
     * @param ends        the first instant at which the key lets in no more
     * @param days        how many before that the sender is told, at most
     */
    public record KeyNotice(String sender, String fingerprint, Instant ends, int days) {

        public KeyNotice {
            ends = ends.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    private record Tried(int attempts, Instant at, boolean sent) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public KeyNotices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether it is to be tried now. */
    public boolean isDue(KeyNotice notice) {
        return jdbc.sql("select * from key_notice where sender = ? and fingerprint = ? and ends = ? and days = ?")
                .params(notice.sender(), notice.fingerprint(), utc(notice.ends()), notice.days())
                .query((row, n) -> new Tried(row.getInt("attempts"), instant(row.getObject("tried", OffsetDateTime.class)),
                        row.getObject("sent") != null))
                .optional()
                .map(tried -> !tried.sent() && !clock.instant().isBefore(tried.at().plus(rest(tried.attempts()))))
                .orElse(true);
    }

    private static Duration rest(int attempts) {
        Duration rest = Duration.ofMinutes((long) attempts * attempts);
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    /** Notes an attempt, before it is made. */
    public void tried(KeyNotice notice) {
        int known = jdbc.sql("""
                        update key_notice set attempts = attempts + 1, tried = ?
                        where sender = ? and fingerprint = ? and ends = ? and days = ?""")
                .params(utc(clock.instant()), notice.sender(), notice.fingerprint(), utc(notice.ends()), notice.days())
                .update();
        if (known == 0) {
            jdbc.sql("""
                            insert into key_notice (sender, fingerprint, ends, days, attempts, tried) values (?, ?, ?, ?, 1, ?)
                            on conflict do nothing""")
                    .params(notice.sender(), notice.fingerprint(), utc(notice.ends()), notice.days(), utc(clock.instant()))
                    .update();
        }
    }

    public void sent(KeyNotice notice) {
        jdbc.sql("update key_notice set sent = ? where sender = ? and fingerprint = ? and ends = ? and days = ?")
                .params(utc(clock.instant()), notice.sender(), notice.fingerprint(), utc(notice.ends()), notice.days())
                .update();
    }
}
