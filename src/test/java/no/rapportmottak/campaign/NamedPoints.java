package no.rapportmottak.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import no.rapportmottak.campaign.Tally.Cell;
import no.rapportmottak.campaign.small.Points;

/**
 * Ends the small hub at named points, one to three times in a row: first at work after a rest, then while it recovers
 * from the time before. Then lets it recover and looks. The points that were tried least come first.
 */
final class NamedPoints {

    private static final Cell SIGTERM = new Cell("hub", "SIGTERM after recovery");
    private static final Duration TO_THE_POINT = Duration.ofSeconds(12);
    private static final Duration AFTER_ANSWERS = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MOST_IN_A_ROW = 3;
    private static final int FILES = 4;
    private static final int EPISODES_IN_A_WORLD = 16;
    private static final int EPISODES_TO_AN_END = 4;
    private static final int MOST_MISSES = 2;
    private static final int LATEST = 6;
    private static final int LATEST_AT_WORK = 2;

    private final Tally tally;
    private final Random random;
    private final List<String> steps;
    private final Duration bound;
    private final Map<String, Long> usual = new HashMap<>();
    private final Map<String, Integer> missed = new HashMap<>();
    private final Set<String> notAtWork = new HashSet<>();
    private int halts;

    /** @param bound after recovery, in which everything has to be decided and delivered */
    NamedPoints(Tally tally, Random random, List<String> steps, Duration bound) {
        this.tally = tally;
        this.random = random;
        this.steps = steps;
        this.bound = bound;
    }

    /** Goes through episodes in a world until there is no time left for another, or the world is old; ends its hub. */
    void run(World world, Instant until, String story) throws Exception {
        for (int episode = 0; episode < EPISODES_IN_A_WORLD && Instant.now().isBefore(until); episode++) {
            episode(world, story + " episode " + episode);
        }
        if (world.isRunning()) {
            Verdict verdict = new Verdict();
            endsWhenTold(world, verdict);
            tally.add(List.of(SIGTERM), verdict, story + " at the end in " + world.folder);
        }
    }

    int halts() {
        return halts;
    }

    private void episode(World world, String story) throws Exception {
        List<Cell> cells = new ArrayList<>();
        int kills = 1 + random.nextInt(MOST_IN_A_ROW);
        for (int kill = 0; kill < kills; kill++) {
            String point = choose(world);
            if (world.isRunning() && haltedAtWork(world, point) || haltedFromStart(world, point)) {
                cells.add(cell(point));
            }
        }
        world.start();
        Verdict verdict = world.settle(bound);
        halts += cells.size();
        if (world.isRunning()) {
            usual.putAll(world.hub().met());
        }
        if (world.isRunning() && random.nextInt(EPISODES_TO_AN_END) == 0) {
            endsWhenTold(world, verdict);
            cells.add(SIGTERM);
        }
        tally.add(cells, verdict, story + " in " + world.folder);
    }

    private static void endsWhenTold(World world, Verdict verdict) throws InterruptedException {
        int status = world.terminate();
        if (status != 0) {
            verdict.stuck().add("SIGTERM ended with " + status);
        }
    }

    /** In the hub that runs and is at rest; it does not run any longer then. */
    private boolean haltedAtWork(World world, String point) throws Exception {
        if (notAtWork.contains(point)) {
            world.hub().kill();
            return false;
        }
        world.hub().order(order(point, LATEST_AT_WORK));
        world.drop(FILES);
        boolean halted = halted(world, true);
        if (!halted) {
            notAtWork.add(point);
        }
        return halted;
    }

    /** In a hub that is started, with what the one before it has left; it does not run any longer then. */
    private boolean haltedFromStart(World world, String point) throws Exception {
        world.drop(FILES);
        world.launch(order(point, LATEST));
        boolean halted = halted(world, false);
        if (!halted) {
            missed.merge(point, 1, Integer::sum);
        }
        return halted;
    }

    /** At one of the times at the point to which it will surely come. */
    private String order(String point, int latest) {
        int times = (int) Math.max(1, Math.min(latest, usual.getOrDefault(point, 1L) / 3));
        return "halt %d %s".formatted(1 + random.nextInt(times), point);
    }

    private static boolean halted(World world, boolean runs) throws Exception {
        Instant until = Instant.now().plus(TO_THE_POINT);
        boolean ready = runs;
        while (Instant.now().isBefore(until) && world.isRunning()) {
            if (!ready) {
                ready = world.hub().says("READY", LOOK);
                until = Instant.now().plus(TO_THE_POINT);
            } else if (world.hub().awaitEnd(LOOK) < 0 && world.seemsAnswered()) {
                until = until.isAfter(Instant.now().plus(AFTER_ANSWERS)) ? Instant.now().plus(AFTER_ANSWERS) : until;
            }
        }
        boolean halted = world.hub().awaitEnd(Duration.ZERO) == Points.HALTED;
        world.hub().kill();
        return halted;
    }

    private String choose(World world) throws Exception {
        boolean claimed = world.claims() > 0;
        List<String> points = points().stream()
                .filter(point -> missed.getOrDefault(point, 0) < MOST_MISSES)
                .filter(point -> claimed || !point.startsWith("take-up"))
                .toList();
        int least = points.stream().mapToInt(point -> tally.runs(cell(point))).min().orElse(0);
        List<String> rarest = points.stream()
                .filter(point -> tally.runs(cell(point)) == least)
                .sorted(Comparator.comparing((String point) -> !(claimed && point.startsWith("take-up"))))
                .toList();
        return claimed && rarest.get(0).startsWith("take-up") ? rarest.get(0) : rarest.get(random.nextInt(rarest.size()));
    }

    /** The steps by the route files, the others as far as they were come to. */
    private Set<String> points() {
        Set<String> points = new TreeSet<>(usual.keySet());
        for (String step : steps) {
            points.add(step + " before");
            points.add(step + " after");
        }
        return points;
    }

    static Cell cell(String point) {
        int space = point.lastIndexOf(' ');
        return new Cell(point.substring(0, space), "halt " + point.substring(space + 1));
    }
}
