package no.rapportmottak.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.ledger.DutyReminder;
import no.rapportmottak.ledger.DutyReminder.Due;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.registry.Calendar.Entry;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Scheme;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;

/**
 * Who is to be reminded by mail of reports that nobody has delivered: each sender that may report them, of each once at
 * each step and deadline. One that is paused is told when it may send again.
 */
public class DutyReminders {

    /** In one mail; what is more goes in the next. */
    private static final int MOST = 1000;

    /** What goes in one mail. */
    private record Occasion(String sender, LocalDate deadline, int days) {

        DutyReminder reminder(List<Due> reports) {
            return new DutyReminder(sender, deadline, days, reports);
        }
    }

    private record Told(Occasion occasion, Due due) {

        DutyReminder alone() {
            return occasion.reminder(List.of(due));
        }
    }

    private final Duties duties;
    private final Catalogue catalogue;
    private final Senders senders;
    private final Pauses pauses;
    private final Reminders reminders;
    private final Steps steps;
    private final LocalTime at;
    private final Clock clock;

    /**
     * @param steps none where nobody is to be reminded
     * @param at    from when on a day, in Norway
     */
    DutyReminders(
            Duties duties, Catalogue catalogue, Senders senders, Pauses pauses, Reminders reminders, Steps steps, LocalTime at,
            Clock clock) {
        this.duties = duties;
        this.catalogue = catalogue;
        this.senders = senders;
        this.pauses = pauses;
        this.reminders = reminders;
        this.steps = steps;
        this.at = at;
        this.clock = clock;
    }

    /** What is due now; reads the reports only of types and years with a deadline that has its turn. */
    public List<DutyReminder> due() {
        ZonedDateTime now = clock.instant().atZone(Duties.NORWAY);
        if (steps.isEmpty() || now.toLocalTime().isBefore(at)) {
            return List.of();
        }
        Map<Occasion, List<Due>> mails = open(now.toLocalDate())
                .flatMap(duty -> told(duty, now.toLocalDate()))
                .filter(told -> reminders.isDue(told.alone()))
                .collect(Collectors.groupingBy(Told::occasion, LinkedHashMap::new, Collectors.mapping(Told::due, Collectors.toList())));
        return mails.entrySet().stream()
                .map(mail -> mail.getKey().reminder(mail.getValue().stream().limit(MOST).toList()))
                .toList();
    }

    private Stream<Duty> open(LocalDate today) {
        return catalogue.years().stream()
                .flatMap(year -> types(year, today).flatMap(type -> duties.list(new Wanted(type, year, null, null)).stream()))
                .filter(duty -> duty.isOpen() && duty.deadline() != null);
    }

    private Stream<String> types(int year, LocalDate today) {
        return catalogue.calendar(year).entries().stream()
                .filter(entry -> entry.date() != null && steps.on(today, entry.date()).isPresent())
                .map(Entry::reportType)
                .distinct();
    }

    private Stream<Told> told(Duty duty, LocalDate today) {
        return steps.on(today, duty.deadline()).stream().flatMap(days -> senders.all().stream()
                .filter(sender -> sender.isReminded() && sender.mayReport(duty.type(), duty.organisation()))
                .map(Sender::id)
                .filter(sender -> !pauses.isPaused(sender))
                .sorted()
                .map(sender -> new Told(new Occasion(sender, duty.deadline(), days), due(duty))));
    }

    private Due due(Duty duty) {
        Scheme scheme = catalogue.scheme(duty.year(), duty.scheme()).orElse(null);
        return new Due(
                duty.key(), duty.type(), duty.year(), duty.organisation(), duty.name(),
                scheme == null ? duty.scheme() : scheme.name() + " (" + scheme.id() + ")",
                scheme == null ? "" : scheme.chapter(), scheme == null ? "" : scheme.post(), duty.concerns(), duty.source());
    }
}
