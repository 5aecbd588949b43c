package no.rapportmottak.registry;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/**
 * The working days of Norway: not Saturdays, Sundays and the public holidays of the Act on public holidays of 1995
 * (section 2) and the Act on 1 and 17 May of 1947.
 */
final class WorkingDays {

    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(5, 17), MonthDay.of(12, 25), MonthDay.of(12, 26));

    /** From Easter Sunday: Thursday and Friday before, Easter Monday, Ascension, Whit Sunday and Monday. */
    private static final Set<Integer> DAYS_FROM_EASTER = Set.of(-3, -2, 0, 1, 39, 49, 50);

    private WorkingDays() {}

    /** The day itself, or the first working day after it. */
    static LocalDate from(LocalDate day) {
        LocalDate working = day;
        while (isOff(working)) {
            working = working.plusDays(1);
        }
        return working;
    }

    private static boolean isOff(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
                || FIXED.contains(MonthDay.from(day))
                || DAYS_FROM_EASTER.contains((int) (day.toEpochDay() - easter(day.getYear()).toEpochDay()));
    }

    /** Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher and with their letters. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int g = (8 * b + 13) / 25;
        int h = (19 * a + b - b / 4 - g + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int day = h + l - 7 * m + 114;
        return LocalDate.of(year, day / 31, day % 31 + 1);
    }
}
