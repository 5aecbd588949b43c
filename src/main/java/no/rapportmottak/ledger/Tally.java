package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.rapportmottak.submission.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many submissions were received ({@code MOTTATT}) and decided in each hour: counted as it happens, never by looking. */
public class Tally {

    private static final int SLOTS = 16;

    /** @param hour when it began */
    public record Hour(Instant hour, Outcome what, long n) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public Tally(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Has to be the last statement of the caller's transaction: then nobody who waits for it holds up another. */
    void add(Outcome what) {
        OffsetDateTime hour = utc(clock.instant().truncatedTo(ChronoUnit.HOURS));
        int slot = (int) (Thread.currentThread().getId() % SLOTS);
        if (increase(hour, what, slot) == 0) {
            jdbc.sql("insert into tally (began, what, slot, n) values (?, ?, ?, 0) on conflict do nothing")
                    .params(hour, what.name(), slot)
                    .update();
            increase(hour, what, slot);
        }
    }

    private int increase(OffsetDateTime hour, Outcome what, int slot) {
        return jdbc.sql("update tally set n = n + 1 where began = ? and what = ? and slot = ?")
                .params(hour, what.name(), slot)
                .update();
    }

    /** What happened from an hour on, in order. */
    public List<Hour> since(Instant start) {
        return jdbc.sql("select began, what, sum(n) as n from tally where began >= ? group by began, what order by began, what")
                .param(utc(start))
                .query((row, n) -> new Hour(Timeline.instant(row.getObject("began", OffsetDateTime.class)),
                        Outcome.valueOf(row.getString("what")), row.getLong("n")))
                .list();
    }

    /** The sums from an hour on; an outcome that did not occur has zero. */
    public static Map<Outcome, Long> sums(List<Hour> hours) {
        Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            sums.put(outcome, 0L);
        }
        hours.forEach(hour -> sums.merge(hour.what(), hour.n(), Long::sum));
        return sums;
    }
}
