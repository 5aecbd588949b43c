package no.rapportmottak.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import no.rapportmottak.campaign.Tally.Cell;
import no.rapportmottak.campaign.small.Points;

/**
 * Ends the small hub at named points, one to three times in a row, also while it recovers from the time before, then
 * lets it recover and looks. The points that were tried least come first.
 */
final class NamedPoints {

    private static final Duration TO_THE_POINT = Duration.ofSeconds(12);
    private static final int MOST_IN_A_ROW = 3;
    private static final int FILES = 4;
    private static final int EPISODES_IN_A_WORLD = 12;
    private static final int MOST_MISSES = 2;
    private static final int LATEST = 6;

    private final Tally tally;
    private final Random random;
    private final List<String> steps;
    private final Duration bound;
    private final Map<String, Long> usual = new HashMap<>();
    private final Map<String, Integer> missed = new HashMap<>();
    private int halts;

    /** @param bound after recovery, in which everything has to be decided and delivered */
    NamedPoints(Tally tally, Random random, List<String> steps, Duration bound) {
        this.tally = tally;
        this.random = random;
        this.steps = steps;
        this.bound = bound;
    }

    /** Goes through episodes in a world until there is no time left for another, or the world is old. */
    void run(World world, Instant until, String story) throws Exception {
        for (int episode = 0; episode < EPISODES_IN_A_WORLD && Instant.now().isBefore(until); episode++) {
            episode(world, story + " episode " + episode);
        }
    }

    int halts() {
        return halts;
    }

    private void episode(World world, String story) throws Exception {
        List<Cell> cells = new ArrayList<>();
        int kills = 1 + random.nextInt(MOST_IN_A_ROW);
        for (int kill = 0; kill < kills; kill++) {
            world.drop(FILES);
            String point = choose(world);
            if (halted(world, point)) {
                cells.add(cell(point));
            }
        }
        world.start();
        Verdict verdict = world.settle(bound);
        if (world.isRunning()) {
            usual.putAll(world.hub().met());
            int status = world.terminate();
            if (status != 0) {
                verdict.stuck().add("SIGTERM ended with " + status);
            }
        }
        halts += cells.size();
        cells.add(new Cell("hub", "SIGTERM after recovery"));
        tally.add(cells, verdict, story + " in " + world.folder);
    }

    private boolean halted(World world, String point) throws Exception {
        world.launch("halt %d %s".formatted(1 + random.nextInt(latest(point)), point));
        Instant until = Instant.now().plus(TO_THE_POINT);
        boolean ready = false;
        while (Instant.now().isBefore(until) && world.isRunning()) {
            ready = ready || world.hub().says("READY", Duration.ofMillis(200));
            if (!ready) {
                until = Instant.now().plus(TO_THE_POINT);
            } else if (world.seemsAnswered()) {
                until = until.isAfter(Instant.now().plusSeconds(2)) ? Instant.now().plusSeconds(2) : until;
                world.hub().awaitEnd(Duration.ofMillis(200));
            }
        }
        boolean halted = world.hub().awaitEnd(Duration.ZERO) == Points.HALTED;
        if (!halted) {
            missed.merge(point, 1, Integer::sum);
        }
        world.hub().kill();
        return halted;
    }

    /** At which of its times at the point: one that it will surely come to. */
    private int latest(String point) {
        return (int) Math.max(1, Math.min(LATEST, usual.getOrDefault(point, 1L) / 3));
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
