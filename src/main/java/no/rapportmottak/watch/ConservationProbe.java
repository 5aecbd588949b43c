package no.rapportmottak.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.Reconciliation;
import no.rapportmottak.ledger.Reconciliation.Gone;
import no.rapportmottak.ledger.Reconciliation.Kept;
import no.rapportmottak.ledger.Reconciliation.Line;
import no.rapportmottak.submission.Reference;

/**
 * Nothing is lost: rows, originals and packages are held against the second witness, and what was received against
 * what became of it. Each look takes the newest, goes on through all the rest for as long as it may, and reads a few
 * files whole. So a few hundred thousand submissions are gone through in two minutes; what is missing stays told until
 * it is back.
 */
class ConservationProbe implements Probe {

    static final String NAME = "conservation";

    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Duration BUDGET = Duration.ofMillis(500);
    private static final Duration BETWEEN_BALANCES = Duration.ofSeconds(15);
    /** Two looks may overlap in the clock of the file system. */
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final int PAGE = 200;
    private static final int READ_WHOLE = 20;
    private static final int MOST_TOLD = 50;

    private final Reconciliation ledger;
    private final Fixity files;
    private final Orphans orphans;
    private final Alarms alarms;
    private final Clock clock;
    private final Map<LocalDate, List<Line>> balances = new HashMap<>();
    private Map<String, String> found;
    private String passed = "";
    private String readWhole = "";
    private Instant passBegan = Instant.now().minus(RECENT);
    private Instant touchedSince = passBegan;
    private long balanced = System.nanoTime() - BETWEEN_BALANCES.toNanos();

    ConservationProbe(Reconciliation ledger, Path data, Alarms alarms, Clock clock) {
        this.ledger = ledger;
        this.files = new Fixity(data);
        this.orphans = new Orphans(data, ledger);
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> restsOn() {
        return List.of(LedgerProbe.NAME, DiskProbe.NAME);
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public List<Trouble> look() throws IOException {
        long until = System.nanoTime() + BUDGET.toNanos();
        Map<String, String> now = new TreeMap<>();
        for (String known : known()) {
            now.putAll(examine(known, known, Instant.MIN));
        }
        String recent = Reconciliation.at(clock.instant().minus(RECENT));
        page(ledger.next(recent, PAGE * 5), touchedSince, now);
        readWhole = page(ledger.next(readWhole, READ_WHOLE), Instant.MIN, now);
        do {
            passed = page(ledger.next(passed, PAGE), touchedSince, now);
        } while (!passed.isEmpty() && System.nanoTime() < until);
        if (passed.isEmpty()) {
            touchedSince = passBegan.minus(SLACK);
            passBegan = Instant.now();
        }
        now.putAll(orphans.find());
        balance(now);
        found = now;
        return now.entrySet().stream()
                .limit(MOST_TOLD)
                .map(one -> Trouble.grave(one.getValue()).of(one.getKey()))
                .toList();
    }

    /** Also what an earlier process has told of, else its alarms would be over and raised again. */
    private Set<String> known() {
        Set<String> known = found != null ? new LinkedHashSet<>(found.keySet())
                : alarms.activeOf(NAME).stream()
                        .map(alarm -> alarm.id().substring(NAME.length()).replaceFirst("^:", ""))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        known.removeIf(name -> !Reference.isReference(name));
        return known;
    }

    /** The last of the page, or empty when it was the last page. */
    private String page(List<String> references, Instant since, Map<String, String> now) throws IOException {
        if (references.isEmpty()) {
            return "";
        }
        String last = references.get(references.size() - 1);
        now.putAll(examine(references.get(0), last, since));
        return last;
    }

    private Map<String, String> examine(String first, String last, Instant since) throws IOException {
        Map<String, List<String>> troubles = new TreeMap<>();
        for (Gone gone : ledger.gone(first, last)) {
            troubles.computeIfAbsent(gone.reference(), r -> new ArrayList<>()).add(gone.what() + " is gone");
        }
        for (Kept kept : ledger.kept(first, last)) {
            String trouble = files.trouble(kept, since);
            if (trouble != null) {
                troubles.computeIfAbsent(kept.reference(), r -> new ArrayList<>()).add(trouble);
            }
        }
        Map<String, String> told = new TreeMap<>();
        troubles.forEach((reference, what) -> told.put(reference, "of " + reference + " " + String.join(", ", what)));
        return told;
    }

    private void balance(Map<String, String> now) {
        if (System.nanoTime() - balanced > BETWEEN_BALANCES.toNanos()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            balances.keySet().removeIf(day -> day.isBefore(today.minusDays(1)));
            balance(today.minusDays(1));
            balance(today);
            balanced = System.nanoTime();
        }
        balances.forEach((day, lines) -> lines.stream()
                .filter(line -> !line.isBalanced())
                .filter(line -> now.isEmpty())
                .forEach(line -> now.put(day + " " + line.sender(), "the balance of %s does not add up: %s".formatted(day, line))));
    }

    private void balance(LocalDate day) {
        List<Line> lines = ledger.lines(day);
        List<Line> before = balances.getOrDefault(day, List.of());
        lines.stream().filter(line -> !before.contains(line)).forEach(line -> ledger.write(day, line));
        balances.put(day, lines);
    }
}
