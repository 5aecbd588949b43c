package no.rapportmottak.duty;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.rapportmottak.duty.Duty.State;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.ledger.Accepted.Report;
import no.rapportmottak.registry.Calendar;
import no.rapportmottak.registry.Calendar.Concern;
import no.rapportmottak.registry.Calendar.Debtor;
import no.rapportmottak.registry.Calendar.Entry;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;

/** Who owes what, and what became of it, by the calendars and the ledger as they are when asked. Reads alone. */
public class Duties {

    static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");

    /** @param scheme or empty */
    private record Owing(String organisation, String name, String scheme) {}

    /** What a report has been found to be about, by organisation. */
    private record Known(Report report, Map<String, Set<String>> covered) {

        boolean answers(Owing owing, Concern concern) {
            return (owing.scheme().isEmpty() || owing.scheme().equals(report.facts().get(Calendar.SCHEME)))
                    && (concern == null || concern.value().equals(report.facts().get(concern.fact()))
                            || covered.getOrDefault(concern.fact(), Set.of()).contains(Wording.plain(concern.value())));
        }
    }

    private final Catalogue catalogue;
    private final Senders senders;
    private final Accepted accepted;
    private final Reading reading;
    private final Clock clock;

    public Duties(Catalogue catalogue, Senders senders, Accepted accepted, Reading reading, Clock clock) {
        this.catalogue = catalogue;
        this.senders = senders;
        this.accepted = accepted;
        this.reading = reading;
        this.clock = clock;
    }

    /** By year, then as the calendar of the year has them. */
    public List<Duty> list(Wanted wanted) {
        return catalogue.years().stream()
                .filter(year -> wanted.year() == null || wanted.year().equals(year))
                .flatMap(year -> ofYear(year, wanted.type()).stream())
                .filter(wanted::wants)
                .toList();
    }

    private Collection<Duty> ofYear(int year, String type) {
        Map<String, Map<String, List<Known>>> known = new HashMap<>();
        Map<String, Duty> duties = new LinkedHashMap<>();
        for (Entry entry : catalogue.calendar(year).entries()) {
            if (!entry.owedBy().isEmpty() && (type == null || type.equals(entry.reportType()))) {
                Map<String, List<Known>> reports = known.computeIfAbsent(entry.reportType(), each -> known(each, year));
                owing(entry, year).map(owing -> duty(entry, year, owing, reports))
                        .forEach(duty -> duties.putIfAbsent(duty.key(), duty));
            }
        }
        return duties.values();
    }

    private Map<String, List<Known>> known(String type, int year) {
        Map<String, List<Known>> known = new HashMap<>();
        accepted.forEach(type, year, report -> known
                .computeIfAbsent(report.facts().getOrDefault(Calendar.ORGANISATION, ""), each -> new ArrayList<>())
                .add(new Known(report.withoutCanonical(), covered(type, report))));
        return known;
    }

    private Map<String, Set<String>> covered(String type, Report report) {
        Map<String, String> pointers = reading.covers().getOrDefault(type, Map.of());
        Map<String, Set<String>> covered = new TreeMap<>();
        if (!pointers.isEmpty()) {
            JsonNode canonical = report.tree();
            pointers.forEach((fact, pointer) -> {
                Set<String> values = new TreeSet<>();
                Wording.values(canonical, pointer).map(Wording::plain).forEach(values::add);
                covered.put(fact, values);
            });
        }
        return covered;
    }

    private Stream<Owing> owing(Entry entry, int year) {
        return entry.owedBy().stream()
                .flatMap(debtor -> owing(debtor, entry, year))
                .filter(owing -> entry.organisation().isEmpty() || entry.organisation().equals(owing.organisation()))
                .filter(owing -> entry.scheme().isEmpty() || entry.scheme().equals(owing.scheme()));
    }

    private Stream<Owing> owing(Debtor debtor, Entry entry, int year) {
        if (debtor.organisation() != null) {
            return Stream.of(new Owing(debtor.organisation(), debtor.name(), entry.scheme()));
        }
        if (debtor.name().equals(Calendar.RECIPIENTS)) {
            return catalogue.recipients(year).stream()
                    .map(recipient -> new Owing(recipient.organisation(), recipient.name(), recipient.scheme()));
        }
        return senders.all().stream()
                .filter(sender -> sender.enabled() && debtor.name().equals(sender.category()))
                .filter(sender -> sender.reportTypes().isEmpty() || sender.reportTypes().contains(entry.reportType()))
                .sorted(Comparator.comparing(Sender::id))
                .flatMap(sender -> sender.reportsFor().stream()
                        .map(number -> new Owing(number, nameOf(sender, number), entry.scheme())));
    }

    private static String nameOf(Sender sender, String organisation) {
        return organisation.equals(sender.organisationNumber()) ? sender.name() : "";
    }

    private Duty duty(Entry entry, int year, Owing owing, Map<String, List<Known>> reports) {
        Map<String, String> facts = facts(entry, owing);
        Calendar calendar = catalogue.calendar(year);
        LocalDate deadline = calendar.deadline(entry.reportType(), facts).orElse(null);
        Optional<Report> report = reports.getOrDefault(owing.organisation(), List.of()).stream()
                .filter(known -> known.answers(owing, entry.concern()))
                .map(Known::report)
                .min(Comparator.comparing(Report::firstReceived));
        return new Duty(
                entry.reportType(), year, owing.organisation(), owing.name(), owing.scheme(),
                entry.concern() == null ? "" : entry.concern().toString(), entry.receivers(), deadline,
                entry.asPrinted(), calendar.why(entry.reportType(), facts), calendar.source(entry.reportType(), facts),
                state(report, deadline),
                report.map(Report::reference).orElse(null), report.map(Report::firstReceived).orElse(null));
    }

    private static Map<String, String> facts(Entry entry, Owing owing) {
        Map<String, String> facts = new HashMap<>();
        facts.put(Calendar.ORGANISATION, owing.organisation());
        facts.put(Calendar.SCHEME, owing.scheme());
        if (entry.concern() != null) {
            facts.put(entry.concern().fact(), entry.concern().value());
        }
        return facts;
    }

    private State state(Optional<Report> report, LocalDate deadline) {
        LocalDate day = report.map(Report::firstReceived).orElse(clock.instant()).atZone(NORWAY).toLocalDate();
        boolean over = deadline != null && day.isAfter(deadline);
        return report.isPresent() ? (over ? State.LATE : State.DELIVERED) : (over ? State.MISSING : State.NOT_YET_DUE);
    }
}
