package no.rapportmottak.duty;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many days before and after the last day of a duty its debtors are reminded. One that was missed is made up for
 * until the next has its turn, if only the day is still to come or it is not too old.
 */
record Steps(List<Integer> before, List<Integer> after) {

    static final int MOST = 365;

    /** After so many days one after the deadline is not made up for: who begins to remind leaves old sins alone. */
    private static final int OLDEST = 14;

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    /** The one that has its turn: so many days before the deadline or, negative, after it. */
    Optional<Integer> on(LocalDate today, LocalDate deadline) {
        long left = ChronoUnit.DAYS.between(today, deadline);
        return left < 0
                ? after.stream().filter(days -> days <= -left && -left - days <= OLDEST).max(Comparator.naturalOrder()).map(days -> -days)
                : before.stream().filter(days -> days >= left).min(Comparator.naturalOrder());
    }
}
