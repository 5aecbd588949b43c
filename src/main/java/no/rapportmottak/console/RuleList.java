package no.rapportmottak.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.validation.Rule;
import no.rapportmottak.validation.RuleBook;
import org.springframework.stereotype.Component;

/** The published rules, as the check reads them, and how often each has found something. */
@Component
class RuleList {

    private static final Duration LATELY = Duration.ofDays(30);

    /** @param name of the report type, or {@code felles} for those that hold for every type */
    public record Catalogue(String name, String version, List<Counted> rules) {}

    /** @param lately in how many submissions it found something in thirty days */
    public record Counted(Rule rule, long lately) {}

    private final RuleBook book;
    private final ReportTypes types;
    private final Search search;
    private final Clock clock;

    RuleList(RuleBook book, ReportTypes types, Search search, Clock clock) {
        this.book = book;
        this.types = types;
        this.search = search;
        this.clock = clock;
    }

    List<Catalogue> all() {
        Instant from = clock.instant().minus(LATELY);
        Map<String, Long> counts = search.codes(from);
        List<Catalogue> all = new ArrayList<>();
        all.add(new Catalogue("felles", "", counted(book.common(), counts)));
        types.all().stream().sorted(Comparator.comparing(ReportType::label))
                .forEach(type -> all.add(new Catalogue(type.name(), type.version(), counted(book.of(type), counts))));
        return all;
    }

    private static List<Counted> counted(List<Rule> rules, Map<String, Long> counts) {
        return rules.stream().map(rule -> new Counted(rule, counts.getOrDefault(rule.code(), 0L))).toList();
    }
}
