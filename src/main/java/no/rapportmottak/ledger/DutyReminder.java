package no.rapportmottak.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * That nobody has delivered what is due on a day; all of it that a sender may report, in one mail.
 *
 * @param deadline the last day in time
 */
public record DutyReminder(String sender, LocalDate deadline, int days, List<Due> reports) implements Reminder {

    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");

    /**
     * One report that is due. What is not known, or does not apply, is empty.
     *
     * @param duty     tells it from every other
     * @param name     of the organisation
     * @param scheme   the grant scheme, by name and id
     * @param concerns what else the report has to be about, {@code kapittel=765}
     * @param source   where the deadline stands
     */
    public record Due(
            String duty, String type, int year, String organisation, String name, String scheme, String chapter, String post,
            String concerns, String source) {}

    @Override
    public List<String> subjects() {
        return reports.stream().map(Due::duty).toList();
    }

    @Override
    public Instant ends() {
        return deadline.plusDays(1).atStartOfDay(NORWAY).toInstant();
    }
}
