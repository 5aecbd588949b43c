package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which senders were reminded of what. A reminder is taken before it is sent, by one node whatever the others do; one
 * that could not be sent, or of which a crash keeps us from knowing, is free again after a while, longer each time.
 */
public class Reminders {

    private static final Duration LONGEST = Duration.ofHours(6);
    /** One row. */
    private static final String THIS = " sender = ? and subject = ? and ends = ? and days = ?";

    private record Tried(int attempts, Instant at, boolean sent) {

        boolean isFree(Instant now) {
            return !sent && !now.isBefore(at.plus(rest()));
        }

        private Duration rest() {
            Duration rest = Duration.ofMinutes((long) attempts * attempts);
            return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
        }
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;

    public Reminders(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether all of it is to be tried now; only asks. */
    public boolean isDue(Reminder reminder) {
        return reminder.subjects().stream().allMatch(subject -> isFree(reminder, subject, ""));
    }

    /** Notes an attempt that is about to be made; false when another node makes it, or a part of it is not due any more. */
    public boolean take(Reminder reminder) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<String> subjects = reminder.subjects().stream().sorted().toList();
            subjects.forEach(subject -> makeKnown(reminder, subject));
            boolean free = subjects.stream().allMatch(subject -> isFree(reminder, subject, " for update"));
            if (free) {
                subjects.forEach(subject -> change(reminder, subject, "attempts = attempts + 1, tried = ?"));
            }
            return free;
        }));
    }

    public void sent(Reminder reminder) {
        transaction.executeWithoutResult(status ->
                reminder.subjects().forEach(subject -> change(reminder, subject, "sent = ?")));
    }

    private void makeKnown(Reminder reminder, String subject) {
        jdbc.sql("""
                        insert into reminder (sender, subject, ends, days, attempts, tried) values (?, ?, ?, ?, 0, ?)
                        on conflict do nothing""")
                .params(reminder.sender(), subject, utc(reminder.ends()), reminder.days(), now())
                .update();
    }

    /** True of one that was never tried. */
    private boolean isFree(Reminder reminder, String subject, String locking) {
        return jdbc.sql("select attempts, tried, sent from reminder where" + THIS + locking)
                .params(reminder.sender(), subject, utc(reminder.ends()), reminder.days())
                .query((row, n) -> new Tried(row.getInt("attempts"), instant(row.getObject("tried", OffsetDateTime.class)),
                        row.getObject("sent") != null))
                .optional()
                .map(tried -> tried.isFree(clock.instant()))
                .orElse(true);
    }

    private void change(Reminder reminder, String subject, String change) {
        jdbc.sql("update reminder set " + change + " where" + THIS)
                .params(now(), reminder.sender(), subject, utc(reminder.ends()), reminder.days())
                .update();
    }

    /** Cut, since a database would round it, into the future. */
    private OffsetDateTime now() {
        return utc(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
