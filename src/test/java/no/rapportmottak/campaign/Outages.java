package no.rapportmottak.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import no.rapportmottak.campaign.Tally.Cell;

/**
 * Something around the small hub goes wrong while it is at a step, stays so for a while under load, and comes right.
 * It counts for each step that was come to meanwhile.
 */
final class Outages {

    /** The row that counts outages and not steps. */
    static final String ALL = "outages";

    private static final Duration TO_THE_POINT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(6);
    private static final int AT_THE_BEGINNING = 4;
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

    void run(World world, Fault fault, Duration length, String story) throws Exception {
        if (!world.isRunning()) {
            world.start();
        }
        String step = steps.get(random.nextInt(steps.size()));
        world.hub().order("tell 1 %s before".formatted(step));
        world.drop(AT_THE_BEGINNING);
        boolean there = world.hub().says("AT", TO_THE_POINT);
        world.hub().met();
        fault.begin(world);
        if (there) {
            world.hub().order("go");
        }
        for (int turn = 0; turn < TURNS; turn++) {
            world.drop(MEANWHILE);
            Thread.sleep(length.toMillis() / TURNS);
        }
        TreeSet<String> during = new TreeSet<>(world.hub().met().keySet());
        if (there) {
            during.add(step + " before");
        }
        fault.end(world);
        Instant healed = Instant.now();
        Verdict verdict = world.settle(most(length));
        System.out.println("Campaign: %s for %d ms at %s, all at rest after %d ms".formatted(fault.column(), length.toMillis(),
                there ? step : "no step", Duration.between(healed, Instant.now()).toMillis()));
        faults++;
        tally.add(cells(during, fault), verdict, story + " " + fault + " at " + step + " in " + world.folder);
    }

    private List<Cell> cells(TreeSet<String> points, Fault fault) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell(ALL, fault.column())));
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

    /** The fault that was tried least, of those that are possible in a world. */
    Fault next(World world) {
        List<Fault> possible = Arrays.stream(Fault.values()).filter(fault -> fault.isPossible(world)).toList();
        int least = possible.stream().mapToInt(this::runs).min().orElseThrow();
        List<Fault> rarest = possible.stream().filter(fault -> runs(fault) == least).toList();
        return rarest.get(random.nextInt(rarest.size()));
    }

    private int runs(Fault fault) {
        return tally.runs(new Cell(ALL, fault.column()));
    }
}
