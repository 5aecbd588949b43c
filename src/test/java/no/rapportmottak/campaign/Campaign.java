package no.rapportmottak.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.rapportmottak.campaign.Tally.Cell;
import no.rapportmottak.campaign.WholeProcess.Aim;
import no.rapportmottak.process.Jar;
import org.junit.jupiter.api.Test;

/**
 * The long form of the crash campaign: {@code mvn verify -Pcampaign}. Goes on from what earlier runs have counted.
 *
 * <pre>
 * -Dcampaign.minutes=90          how long
 * -Dcampaign.seed=…              of what is random
 * -Dcampaign.kinds=process,points,outages,long,letters,poison,nodes,versions   what; long are outages of ten minutes, one of
 *                                each kind, nodes two hubs, versions two hubs of which one is an earlier version
 * -Dcampaign.lanes=4             outages, or poisonous documents, at once
 * -Dcampaign.between=60          seconds between two kills of nodes
 * -Dcampaign.previous=…          the jar of the earlier version
 * -Dcampaign.tally=campaign/tally.tsv            where it counts
 * </pre>
 */
class Campaign {

    private static final Duration LENGTH = Duration.ofMinutes(Math.min(100, Long.getLong("campaign.minutes", 90)));
    private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
    private static final List<String> KINDS = List.of(System.getProperty("campaign.kinds", "process,points,outages").split(","));
    private static final Path TALLY = Path.of(System.getProperty("campaign.tally", "campaign/tally.tsv"));
    private static final Path PREVIOUS = Path.of(System.getProperty("campaign.previous", "previous.jar")).toAbsolutePath();
    private static final Path REPORT = Path.of("target", "crash-matrix.md");
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration REPLAY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_NODES = Duration.ofSeconds(Long.getLong("campaign.between", 60));
    private static final int LETTERS = 10_000;
    private static final Duration END_OF_A_PROCESS = Duration.ofSeconds(60);
    private static final int MOST_ENDS = 10;
    private static final int FILES = 6;
    private static final int KILLS_IN_A_FOLDER = 15;
    private static final int OUTAGES_IN_A_WORLD = 6;
    /** They wait most of the time. */
    private static final int AT_ONCE = Integer.getInteger("campaign.lanes", 4);
    private static final int STARTS_AT_ONCE = 3;
    /** Where many worlds are side by side, each of which signs in at its partner as often. */
    private static final Duration SELDOM = Duration.ofSeconds(15);

    private final Instant until = Instant.now().plus(LENGTH);
    private final String commit = commit();
    private final Tally tally = new Tally(TALLY, LocalDate.now(ZoneOffset.UTC) + " " + commit + " seed " + SEED);
    private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
    private final List<String> steps;

    Campaign() throws IOException {
        steps = RouteSteps.in(Path.of("routes"));
    }

    private interface Guarded {
        void run() throws Exception;
    }

    private interface Piece {
        void play(Random random, int number) throws Exception;
    }

    @Test
    void losesAndDoublesNothing() throws Exception {
        System.out.println("Campaign: seed %d, until %s, %s".formatted(SEED, until, KINDS));
        train();
        ExecutorService lanes = Executors.newCachedThreadPool();
        List<Future<Void>> all = new ArrayList<>();
        if (KINDS.contains("process")) {
            all.add(lanes.submit(lane("process", 1, this::killTheProcess)));
        }
        if (KINDS.contains("points")) {
            all.add(lanes.submit(lane("points", 2, this::haltAtPoints)));
            all.add(lanes.submit(lane("points", 3, this::haltAtPoints)));
        }
        if (KINDS.contains("outages")) {
            atOnce("outages", (random, number) -> breakAround(random, number, null)).forEach(lane -> all.add(lanes.submit(lane)));
        }
        if (KINDS.contains("long")) {
            Stream.of(Fault.values())
                    .filter(fault -> tally.runs(new Cell(Outages.LONG, fault.column())) == 0)
                    .forEach(fault -> all.add(lanes.submit(once(
                            "long", () -> breakAround(new Random(SEED), 10_000 + fault.ordinal(), fault)))));
        }
        if (KINDS.contains("poison")) {
            atOnce("poison", this::poison).forEach(lane -> all.add(lanes.submit(lane)));
        }
        if (KINDS.contains("nodes")) {
            all.add(lanes.submit(once("nodes", () -> killNodes("nodes", List.of(Jar.unpacked(), Jar.unpacked()),
                    "two nodes, one PostgreSQL, a pair of brokers"))));
        }
        if (KINDS.contains("versions")) {
            Path previous = Jar.unpacked(PREVIOUS, Program.OUTPUT.resolve("previous"));
            all.add(lanes.submit(once("versions", () -> killNodes("versions", List.of(previous, Jar.unpacked()),
                    "two nodes, one of them of the version before"))));
        }
        if (KINDS.contains("letters")) {
            all.add(lanes.submit(once("letters", () -> replay(new Random(SEED), false))));
            all.add(lanes.submit(once("letters", () -> replay(new Random(SEED), true))));
        }
        for (Future<Void> lane : all) {
            lane.get();
        }
        new Report(tally.counts(), steps).write(REPORT, "Last on %s at commit %s.".formatted(LocalDate.now(ZoneOffset.UTC), commit));
        assertThat(tally.failures()).isEmpty();
    }

    private static void train() throws Exception {
        if (KINDS.contains("process")) {
            WholeProcess.train(new Random(SEED));
        }
        try (World world = new World(Program.OUTPUT.resolve("training"), false, false, new Random(SEED))) {
            world.train();
            world.drop(FILES);
            world.settle(BOUND);
            world.hub().terminate(Duration.ofMinutes(1));
        }
    }

    private Callable<Void> once(String kind, Guarded piece) {
        return () -> {
            guarded(kind, piece);
            return null;
        };
    }

    /** What breaks is told at the end, and does not stop the rest. */
    private void guarded(String kind, Guarded piece) {
        try {
            piece.run();
        } catch (Exception | AssertionError e) {
            Verdict broken = new Verdict();
            broken.stuck().add(kind + ": " + e);
            tally.add(List.of(), broken, "lane " + kind);
            e.printStackTrace(System.out);
        }
    }

    /** Several lanes, whose numbers are none of the kinds above. */
    private Stream<Callable<Void>> atOnce(String kind, Piece piece) {
        return IntStream.range(4, 4 + AT_ONCE).mapToObj(lane -> lane(kind, lane, piece));
    }

    /** A lane plays its pieces one after the other, each with a random of its own, until the time is over. */
    private Callable<Void> lane(String kind, int number, Piece piece) {
        return () -> {
            Random random = new Random(SEED + number);
            for (int i = 0; Instant.now().isBefore(until); i++) {
                int piecesNumber = number * 1000 + i;
                guarded(kind, () -> piece.play(random, piecesNumber));
            }
            return null;
        };
    }

    private void replay(Random random, boolean onPostgres) throws Exception {
        Path folder = Program.OUTPUT.resolve("letters-" + (onPostgres ? "postgres" : "h2"));
        try (World world = new World(folder, onPostgres, false, random)) {
            world.start();
            world.drop(FILES);
            assertThat(world.settle(BOUND)).isEqualTo(new Verdict());
            Duration took = DeadLetterReplay.replay(world, LETTERS, REPLAY);
            tally.add(List.of(new Cell(LETTERS + " dead letters on " + (onPostgres ? "PostgreSQL" : "H2"), "replay")),
                    new Verdict(), "took " + took);
        }
    }

    /** A document that ends every process which reads it goes into quarantine, with a receipt, and the rest goes on. */
    private void poison(Random random, int number) throws Exception {
        try (World world = new World(Program.OUTPUT.resolve("poison-" + number), random.nextBoolean(), false, random)) {
            world.start();
            world.hub().order("halt 1 parse before");
            world.dropPoison();
            Verdict verdict = new Verdict();
            for (int end = 0; world.hub().awaitEnd(END_OF_A_PROCESS) >= 0 && end < MOST_ENDS; end++) {
                world.launch("halt 1 parse before");
            }
            if (world.isRunning()) {
                world.hub().kill();
            }
            world.start();
            world.drop(FILES);
            if (!world.awaitOutcomeOfPoison("KARANTENE", BOUND)) {
                verdict.stuck().add("the document is not in quarantine");
            }
            Verdict rest = world.settle(BOUND);
            tally.add(List.of(new Cell("check", "document that ends processes")), verdict.isGood() ? rest : verdict, "poison");
        }
    }

    private void killNodes(String folder, List<Path> programs, String row) throws Exception {
        try (TwoNodes nodes = new TwoNodes(Program.OUTPUT.resolve(folder), programs, new Random(SEED))) {
            Duration length = LENGTH.compareTo(LONG) < 0 ? LENGTH : LONG;
            Verdict verdict = nodes.run(length, BETWEEN_NODES, BOUND.multipliedBy(2));
            System.out.println("Campaign, " + row + ": " + nodes.story());
            tally.add(List.of(new Cell(row, "kill -9 of a random one, again and again for "
                    + length.toMinutes() + " minutes")), verdict, nodes.story());
        }
    }

    private void killTheProcess(Random random, int number) throws Exception {
        try (WholeProcess hub = new WholeProcess(Program.OUTPUT.resolve("process-" + number), random)) {
            hub.start();
            for (int kill = 0; kill < KILLS_IN_A_FOLDER && Instant.now().isBefore(until); kill++) {
                Aim aim = rarest(random);
                hub.kill(aim, FILES);
                tally.add(List.of(aim.cell()), hub.settle(BOUND), "process " + number + " kill " + kill);
            }
            endsWhenTold(hub, number);
        }
    }

    private void endsWhenTold(WholeProcess hub, int number) throws Exception {
        hub.handIn(FILES).join();
        int status = hub.terminate();
        hub.start();
        Verdict verdict = hub.settle(BOUND);
        if (status != 0) {
            verdict.stuck().add("SIGTERM ended with " + status);
        }
        tally.add(List.of(new Cell("hub", "SIGTERM under load")), verdict, "process " + number);
    }

    private Aim rarest(Random random) {
        List<Aim> aims = List.of(Aim.values());
        int least = aims.stream().mapToInt(aim -> tally.runs(aim.cell())).min().orElseThrow();
        List<Aim> rarest = aims.stream().filter(aim -> tally.runs(aim.cell()) == least).toList();
        return rarest.get(random.nextInt(rarest.size()));
    }

    private void haltAtPoints(Random random, int number) throws Exception {
        try (World world = new World(Program.OUTPUT.resolve("points-" + number), random.nextInt(3) > 0, false, random)) {
            new NamedPoints(tally, random, steps, BOUND).run(world, until, "points " + number);
        }
    }

    /** @param only that one, for ten minutes; else the rarest, some at once, for 20 to 60 seconds */
    private void breakAround(Random random, int number, Fault only) throws Exception {
        Outages outages = new Outages(tally, random, steps, BOUND);
        Fault first = only == null ? outages.next() : only;
        boolean onPostgres = first.needsPostgres() || only == null && random.nextBoolean();
        try (World world = startedInTurn(
                number, onPostgres, first.needsSmallVolume(), random, only == null ? World.OFTEN : SELDOM)) {
            int most = only == null ? OUTAGES_IN_A_WORLD : 1;
            for (int i = 0; i < most && Instant.now().isBefore(until); i++) {
                outages.run(world, only == null ? outages.next(world) : List.of(only),
                        only == null ? Duration.ofSeconds(20 + random.nextInt(1 + random.nextInt(41))) : LONG, "outages " + number);
            }
        }
    }

    /** All at once would take longer to start than one may. */
    private World startedInTurn(int number, boolean onPostgres, boolean onSmallVolume, Random random, Duration poll)
            throws Exception {
        starts.acquire();
        try {
            World world = new World(Program.OUTPUT.resolve("outages-" + number), onPostgres, onSmallVolume, random, poll);
            startOrClose(world);
            return world;
        } finally {
            starts.release();
        }
    }

    private static void startOrClose(World world) throws Exception {
        try {
            world.start();
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
