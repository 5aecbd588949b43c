package no.rapportmottak.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import no.rapportmottak.campaign.WholeProcess.Aim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A short piece of the crash campaign, another one each time: {@code -Drapportmottak.it.seed=…} repeats one. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class CampaignIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration HALTS = Duration.ofSeconds(25);
    private static final int OUTAGES = 3;
    private static final int LETTERS = 300;
    private static final int EACH = 50;

    private final long seed = Long.getLong("rapportmottak.it.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Tally tally = new Tally(null, "short");

    @Test
    void givesEachFileOneOutcomeWheneverTheHubIsKilledOrTold() throws Exception {
        System.out.println("CampaignIT, whole process: seed " + seed);
        List<Aim> aims = Arrays.stream(Aim.values()).filter(aim -> aim != Aim.START && aim != Aim.SHUTDOWN).toList();
        Aim aim = aims.get(random.nextInt(aims.size()));
        try (WholeProcess hub = new WholeProcess(Program.OUTPUT.resolve("short-process"), random)) {
            hub.start();
            hub.kill(aim, EACH);
            hub.handIn(EACH).join();
            assertThat(hub.terminate()).isZero();
            hub.start();
            Verdict verdict = hub.settle(BOUND);
            System.out.println("CampaignIT, whole process: killed at %s, then SIGTERM, %d files".formatted(aim, hub.files()));
            assertThat(verdict).isEqualTo(new Verdict());
        }
    }

    @Test
    void givesEachFileOneOutcomeAtNamedPointsAndInOutages() throws Exception {
        System.out.println("CampaignIT, named points: seed " + seed);
        List<String> steps = RouteSteps.in(Path.of("routes"));
        NamedPoints named = new NamedPoints(tally, random, steps, BOUND);
        Outages outages = new Outages(tally, random, steps, BOUND);
        try (World world = new World(Program.OUTPUT.resolve("short"), random.nextBoolean(), random.nextInt(4) == 0, random)) {
            named.run(world, Instant.now().plus(HALTS), "seed " + seed);
            for (int i = 0; i < OUTAGES; i++) {
                outages.run(world, outages.next(world), Duration.ofMillis(1000 + random.nextInt(2000)), "seed " + seed);
            }
            DeadLetterReplay.replay(world, LETTERS, BOUND);
        }
        assertThat(tally.failures()).isEmpty();
        System.out.println("CampaignIT, named points: %d kills, %d outages".formatted(named.halts(), outages.faults()));
    }
}
