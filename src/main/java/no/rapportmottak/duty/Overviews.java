package no.rapportmottak.duty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.ledger.Accepted.Report;
import no.rapportmottak.registry.Calendar;
import no.rapportmottak.registry.Calendar.Debtor;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Recipient;
import no.rapportmottak.registry.Catalogue.Scheme;

/** Counts the accepted reports on grants of a year up per scheme, one document in memory at a time. */
public class Overviews {

    private final Catalogue catalogue;
    private final Accepted accepted;
    private final Reading reading;
    private final Clock clock;

    public Overviews(Catalogue catalogue, Accepted accepted, Reading reading, Clock clock) {
        this.catalogue = catalogue;
        this.accepted = accepted;
        this.reading = reading;
        this.clock = clock;
    }

    /** Every scheme of the year, in the order of the catalogue; one without reports has zeros. */
    public List<SchemeTotal> of(int year) {
        Map<String, Count> counts = new LinkedHashMap<>();
        catalogue.schemes(year).forEach(scheme -> counts.put(scheme.id(), new Count()));
        reading.overview().forEach((type, pointers) -> accepted.forEach(type, year, report -> counts
                .computeIfAbsent(report.facts().getOrDefault(Calendar.SCHEME, ""), scheme -> new Count())
                .add(report, pointers)));
        Map<String, Integer> expected = catalogue.recipients(year).stream()
                .collect(Collectors.groupingBy(Recipient::scheme, Collectors.summingInt(recipient -> 1)));
        Map<String, Scheme> schemes = catalogue.schemes(year).stream()
                .collect(Collectors.toMap(Scheme::id, Function.identity()));
        return counts.entrySet().stream()
                .map(count -> count.getValue().total(count.getKey(), schemes.get(count.getKey()), expected.get(count.getKey())))
                .toList();
    }

    /**
     * The same as a draft of the report on grant schemes, by whoever owes it on that year.
     *
     * @throws NoSuchElementException when the calendar of the year says nobody does
     */
    public ObjectNode draft(int year) {
        Debtor sender = catalogue.calendar(year).entries().stream()
                .filter(entry -> entry.reportType().equals(Draft.TYPE))
                .flatMap(entry -> entry.owedBy().stream())
                .filter(debtor -> debtor.organisation() != null)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("nobody owes an " + Draft.TYPE + " on " + year
                        + ": config/catalogue/" + year + "/deadlines.csv names none"));
        return new Draft(year, sender, clock.instant().atZone(Duties.NORWAY).toLocalDate()).of(of(year));
    }

    /** One scheme while it is counted. */
    private static final class Count {

        /** By recipient what the last report says; empty where it says nothing. */
        private final Map<String, String> attainments = new HashMap<>();
        private final Map<String, Long> sums = new HashMap<>();

        void add(Report report, Map<String, String> pointers) {
            JsonNode document = report.tree();
            pointers.forEach((name, pointer) -> sums.merge(name, document.at(pointer).asLong(), Long::sum));
            attainments.put(report.facts().getOrDefault(Calendar.ORGANISATION, ""),
                    document.at(pointers.get("attainment")).asText());
        }

        SchemeTotal total(String id, Scheme scheme, Integer expected) {
            int high = attained("HOEY");
            int middle = attained("MIDDELS");
            int low = attained("LAV");
            return new SchemeTotal(
                    id, scheme == null ? "" : scheme.chapter(), scheme == null ? "" : scheme.post(),
                    scheme == null ? "" : scheme.name(), scheme == null ? "" : scheme.administrator(), expected,
                    attainments.size(), sum("awarded"), sum("carried"), sum("spent"), sum("unspent"), high, middle, low,
                    attainments.size() - high - middle - low);
        }

        private int attained(String code) {
            return (int) attainments.values().stream().filter(code::equals).count();
        }

        private long sum(String name) {
            return sums.getOrDefault(name, 0L);
        }
    }
}
