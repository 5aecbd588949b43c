package no.rapportmottak.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.rapportmottak.campaign.Tally.Cell;

/**
 * Something around the small hub goes wrong while it is at some steps, stays so for a while under load, and comes right;
 * up to four things at once, with others each. All count for each step that was come to meanwhile. What has the fewest
 * counts comes first.
 */
final class Outages {

    /** The row that counts outages and not steps. */
    static final String ALL = "outages";
    /** The row of those that lasted ten minutes or longer, which are in {@link #ALL} too. */
    static final String LONG = "outages of ten minutes";

    private static final Duration TO_THE_POINT = Duration.ofSeconds(10);
    private static final Duration TO_THE_NEXT = Duration.ofSeconds(3);
    private static final Duration START = Duration.ofMinutes(1);
    private static final int ENOUGH = 10;
    /** Steps that only a hub comes to that takes up what one has left, which was killed there. */
    private static final Map<String, String> AFTER = Map.of("take-up", "keep before", "take-up-again", "parse before");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(6);
    private static final int AT_ONCE = 8;
    private static final int ABOUT_AS_RARE = 2;
    private static final int AT_THE_BEGINNING = 12;
    private static final int MEANWHILE = 2;
    private static final int TURNS = 5;

    private final Tally tally;
    private final Random random;
    private final List<String> steps;
    private final Duration bound;
    private int faults;

    Outages(Tally tally, Random random, List<String> steps, Duration bound) {
        this.tally = tally;
        this.random = random;
        this.steps = steps;
        this.bound = bound;
    }

    int faults() {
        return faults;
    }

    /** @param wrong at least one; the steps are chosen for the first */
    void run(World world, List<Fault> wrong, Duration length, String story) throws Exception {
        if (!world.isRunning()) {
            world.start();
        }
        Set<String> held = comesTo(world, rarest(wrong.get(0)));
        world.hub().met();
        for (Fault fault : wrong) {
            fault.begin(world);
        }
        world.hub().order("go");
        for (int turn = 0; turn < TURNS; turn++) {
            world.drop(MEANWHILE);
            Thread.sleep(length.toMillis() / TURNS);
        }
        TreeSet<String> during = new TreeSet<>(world.hub().met().keySet());
        during.addAll(held);
        for (Fault fault : wrong) {
            fault.end(world);
        }
        Instant healed = Instant.now();
        Verdict verdict = world.settle(most(length));
        System.out.println("Campaign: %s for %d ms at %s, all at rest after %d ms".formatted(
                wrong.stream().map(Fault::column).toList(), length.toMillis(), held, Duration.between(healed, Instant.now()).toMillis()));
        faults++;
        List<Cell> cells = wrong.stream().flatMap(fault -> cells(during, fault, length).stream()).toList();
        tally.add(cells, verdict, story + " " + wrong + " at " + held + " in " + world.folder);
    }

    /** At which of these steps something waits now. */
    private Set<String> comesTo(World world, List<String> chosen) throws InterruptedException {
        String order = "hold " + chosen.stream().map(step -> step + " before").collect(Collectors.joining(";"));
        Optional<String> atStart = chosen.stream().filter(AFTER::containsKey).findFirst();
        if (atStart.isPresent()) {
            world.hub().order("halt 1 " + AFTER.get(atStart.get()));
            world.drop(AT_THE_BEGINNING);
            world.hub().awaitEnd(TO_THE_POINT);
            world.hub().kill();
            world.launch(order);
        } else {
            world.hub().order(order);
            world.drop(AT_THE_BEGINNING);
        }
        return world.hub().waitsAt(chosen.size(), atStart.isPresent() ? START : TO_THE_POINT, TO_THE_NEXT);
    }

    /** Some of the steps at which this fault was tried least; one that waits keeps the way's later ones from being come to. */
    private List<String> rarest(Fault fault) {
        Map<String, Integer> runs = steps.stream().collect(Collectors.toMap(step -> step, step -> runs(step, fault)));
        List<String> all = new ArrayList<>(steps);
        Collections.shuffle(all, random);
        all.sort(Comparator.comparing(runs::get));
        int least = runs.get(all.get(0));
        return all.stream().limit(AT_ONCE).takeWhile(step -> runs.get(step) <= least + ABOUT_AS_RARE).toList();
    }

    private int runs(String step, Fault fault) {
        return tally.runs(new Cell(step, fault.column()));
    }

    private List<Cell> cells(TreeSet<String> points, Fault fault, Duration length) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell(ALL, fault.column())));
        if (length.compareTo(TEN_MINUTES) >= 0) {
            cells.add(new Cell(LONG, fault.column()));
        }
        for (String step : steps) {
            if (points.contains(step + " before")) {
                cells.add(new Cell(step, fault.column()));
            }
        }
        return cells;
    }

    /** What failed during a long outage waits almost as long again, up to five minutes and some jitter. */
    private Duration most(Duration length) {
        Duration again = length.multipliedBy(2);
        return bound.plus(again.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : again);
    }

    /**
     * The fault with most to do of those that are possible in a world, and with it those beside whose trouble keeps no
     * other step from being come to.
     */
    List<Fault> next(World world) {
        List<Fault> wrong = new ArrayList<>(List.of(next(fault -> fault.isPossible(world) && !fault.isBeside()).orElseThrow()));
        for (Optional<Fault> beside = beside(world, wrong); beside.isPresent(); beside = beside(world, wrong)) {
            wrong.add(beside.get());
        }
        return wrong;
    }

    private Optional<Fault> beside(World world, List<Fault> wrong) {
        return next(fault -> fault.isBeside() && wrong.stream().allMatch(fault::goesWith) && fault.isPossible(world));
    }

    /** The one with most to do of all, so that a world is made in which it is possible. */
    Fault next() {
        return next(fault -> !fault.isBeside()).orElseThrow();
    }

    private Optional<Fault> next(Predicate<Fault> chosen) {
        List<Fault> possible = Arrays.stream(Fault.values()).filter(chosen).toList();
        int most = possible.stream().mapToInt(this::left).max().orElse(0);
        List<Fault> rarest = possible.stream().filter(fault -> left(fault) == most).toList();
        return rarest.isEmpty() ? Optional.empty() : Optional.of(rarest.get(random.nextInt(rarest.size())));
    }

    /** How many counts are missing. */
    private int left(Fault fault) {
        return steps.stream().mapToInt(step -> Math.max(0, ENOUGH - runs(step, fault))).sum();
    }
}
