package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.ALedger.FIRST_QUEUE;
import static no.rapportmottak.ledger.ALedger.SECOND_QUEUE;
import static no.rapportmottak.ledger.ALedger.bad;
import static no.rapportmottak.ledger.ALedger.good;
import static no.rapportmottak.ledger.ALedger.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import no.rapportmottak.SetClock;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.ConcurrencyFailureException;

/** What the ledger and its outbox promise on every database; a database runs this by saying how to reach it. */
interface LedgerContract {

    /** The same database for all tests of a class; each begins by emptying it. */
    DataSource database();

    // Receiving

    @Test
    default void keepsTheOriginalAndPromisesOneReceipt(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);

        Submission submission = a.ledger.receive(a.claim("solvik", "<æ/>"));

        assertThat(submission.original().path()).hasContent("<æ/>");
        assertThat(a.ledger.find(submission.reference())).contains(submission);
        assertThat(a.due(Kind.KVITTERING)).containsExactly(submission.reference() + " mottak");
    }

    @Test
    default void receivesTheSameClaimTwiceWithTheEffectOfOnce(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Claim claim = a.claim("solvik", "x");
        Submission first = a.ledger.receive(claim);

        assertThat(a.ledger.receive(claim)).isEqualTo(first);

        assertThat(a.due(Kind.KVITTERING)).hasSize(1);
        assertThat(a.timeline.of(claim.reference())).hasSize(1);
    }

    @Test
    default void writesNothingWhenTheOriginalCannotBeKept(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Claim claim = a.claim("solvik", "x");
        Files.delete(claim.file());

        assertThatThrownBy(() -> a.ledger.receive(claim)).isInstanceOf(IOException.class);

        assertThat(a.ledger.find(claim.reference())).isEmpty();
        assertThat(a.outbox.count("VENTER")).isZero();
    }

    // Taking in hand

    @Test
    default void givesASubmissionIntoOneHandAtATime(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission submission = a.ledger.receive(a.claim("solvik", "x"));

        assertThat(a.ledger.take(submission)).isTrue();
        assertThat(a.ledger.take(submission)).isFalse();

        a.ledger.letGo(submission.reference());
        assertThat(a.ledger.take(submission)).isTrue();
    }

    @Test
    default void namesAsUnfinishedWhatNobodyHasInHand(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission left = a.ledger.receive(a.claim("solvik", "1"));
        a.goOn(Duration.ofSeconds(1));
        Submission second = a.ledger.receive(a.claim("solvik", "2"));
        Submission inHand = a.received("solvik", "3");
        Decision decided = a.accepted("solvik", "4", "k");
        a.goOn(Duration.ofSeconds(2));

        assertThat(a.ledger.unfinished()).containsExactly(left, second);

        ALedger restarted = ALedger.again(database(), folder);
        restarted.goOn(Duration.ofSeconds(10));
        assertThat(restarted.ledger.unfinished())
                .contains(left, second, inHand)
                .doesNotContain(decided.submission());
    }

    @Test
    default void tellsSinceWhenTheOldestWaits(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        assertThat(a.undecidedSince()).isEmpty();
        Instant first = a.now();
        Submission oldest = a.received("solvik", "1");
        a.goOn(Duration.ofMinutes(5));
        Instant second = a.now();
        a.received("solvik", "2");

        assertThat(a.undecidedSince()).contains(first);

        a.ledger.decide(bad(oldest, "k"));
        assertThat(a.undecidedSince()).contains(second);
    }

    // Deciding

    @Test
    default void writesOutcomeTimelineAndOutboxTogether(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);

        Decision decision = a.accepted("solvik", "x", "k");

        assertThat(decision.outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(decision.version()).isEqualTo(1);
        assertThat(decision.verdict().canonical()).isEqualTo("{\"æ\":1}");
        assertThat(decision.verdict().deadline()).isEqualTo(ALedger.DEADLINE);
        assertThat(a.ledger.decision(decision.submission().reference())).contains(decision);
        assertThat(a.timeline.of(decision.submission().reference()))
                .extracting(Timeline.Entry::step).containsExactly("mottatt", "GODKJENT");
        assertThat(a.deliverAll(Kind.KVITTERING)).extracting(Delivery::destination).containsExactly("mottak", "resultat");
        assertThat(a.due(Kind.ARKIV)).hasSize(1);
        assertThat(a.deliverAll(Kind.KOE)).extracting(Delivery::destination).containsExactly(FIRST_QUEUE, SECOND_QUEUE);
    }

    @Test
    default void decidesOnceHoweverOftenItIsAsked(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission submission = a.received("solvik", "x");
        Decision first = a.ledger.decide(good(submission, "k", null));
        long waiting = a.outbox.count("VENTER");

        Decision again = a.ledger.decide(bad(submission, "k"));

        assertThat(again).isEqualTo(first);
        assertThat(a.outbox.count("VENTER")).isEqualTo(waiting);
        assertThat(a.ledger.count(Outcome.GODKJENT)).isEqualTo(1);
        assertThat(a.ledger.count(Outcome.AVVIST)).isZero();
    }

    @Test
    default void givesRejectionsTheirReceiptAndPackageAlone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);

        a.ledger.decide(bad(a.received("solvik", "x"), "k"));

        assertThat(a.deliverAll(Kind.KVITTERING)).hasSize(2);
        assertThat(a.due(Kind.ARKIV)).hasSize(1);
        assertThat(a.due(Kind.KOE)).isEmpty();
    }

    @Test
    default void givesTrialsTheirReceiptAlone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission submission = a.received("solvik", "x");
        a.ledger.admits(submission);

        Decision decision = a.ledger.decide(trial(submission, "k"));

        assertThat(decision.version()).isZero();
        assertThat(a.due(Kind.ARKIV)).isEmpty();
        assertThat(a.due(Kind.KOE)).isEmpty();
        assertThat(a.ledger.admits(a.received("solvik", "x"))).isTrue();
        assertThat(a.accepted("solvik", "y", "k").outcome()).isEqualTo(Outcome.GODKJENT);
    }

    // Duplicates

    @Test
    default void recognisesTheSameBytesInWorkAcceptedOrSuperseded(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission first = a.received("solvik", "x");
        assertThat(a.ledger.admits(first)).isTrue();
        assertThat(a.ledger.admits(first)).as("asked again after a crash").isTrue();

        assertThat(a.ledger.admits(a.received("solvik", "x"))).as("in work").isFalse();
        a.ledger.decide(good(first, "k", null));
        assertThat(a.ledger.admits(a.received("solvik", "x"))).as("accepted").isFalse();
        a.ledger.decide(good(a.received("solvik", "y"), "k", first.reference()));
        assertThat(a.ledger.admits(a.received("solvik", "x"))).as("superseded").isFalse();
        assertThat(a.ledger.admits(a.received("fjordby", "x"))).as("another sender's").isTrue();
    }

    @Test
    default void checksRejectedBytesAsNew(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission first = a.received("solvik", "x");
        a.ledger.admits(first);
        a.ledger.decide(bad(first, "k"));

        assertThat(a.ledger.admits(a.received("solvik", "x"))).isTrue();
    }

    @Test
    default void leavesTheBytesFreeWhenARejectedOneIsTakenUpAgain(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission first = a.received("solvik", "x");
        a.ledger.admits(first);
        a.ledger.decide(bad(first, "k"));

        a.ledger.admits(first);

        assertThat(a.ledger.admits(a.received("solvik", "x"))).isTrue();
    }

    @Test
    default void answersADuplicateWithTheFirst(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Decision first = a.accepted("solvik", "x", "k");
        Submission second = a.received("solvik", "x");
        a.ledger.admits(second);

        Decision decision = a.ledger.decision(second.reference()).orElseThrow();

        assertThat(decision.outcome()).isEqualTo(Outcome.DUPLIKAT);
        assertThat(decision.original().reference()).isEqualTo(first.submission().reference());
        assertThat(decision.original().outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(a.deliverAll(Kind.KVITTERING)).hasSize(4);
        assertThat(a.due(Kind.ARKIV)).hasSize(1);
    }

    @Test
    default void recognisesOneDuplicateOfTwoThatComeAtOnce(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        for (int round = 0; round < 10; round++) {
            Submission one = a.received("solvik", "x" + round);
            Submission other = a.received("solvik", "x" + round);

            List<Boolean> duplicates =
                    atOnce(() -> a.ledger.admits(one), () -> a.ledger.admits(other));

            assertThat(duplicates).containsExactlyInAnyOrder(true, false);
        }
    }

    // Versions

    @Test
    default void countsVersionsAndNamesWhatReplacedThem(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();

        Decision second = a.ledger.decide(good(a.received("solvik", "2"), "k", first));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.replacedBy()).isNull();
        assertThat(a.ledger.decision(first).orElseThrow().replacedBy()).isEqualTo(second.submission().reference());
    }

    @Test
    default void keepsTheVersionUntilItsReplacementIsAccepted(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        a.ledger.decide(bad(a.received("solvik", "2"), "k"));
        a.ledger.decide(trial(a.received("solvik", "3"), "k"));

        assertThat(a.ledger.decision(first).orElseThrow().replacedBy()).isNull();
        assertThat(a.ledger.decide(good(a.received("solvik", "4"), "k", first)).version()).isEqualTo(2);
    }

    @Test
    default void acceptsExactlyOneOfTwoFirstReportsAtOnce(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        for (int round = 0; round < 10; round++) {
            String key = "k" + round;
            Submission one = a.received("solvik", "1" + key);
            Submission other = a.received("fjordby", "2" + key);

            List<Decision> decisions = atOnce(
                    () -> a.ledger.decide(good(one, key, null)), () -> a.ledger.decide(good(other, key, null)));

            assertThat(decisions).extracting(Decision::outcome)
                    .containsExactlyInAnyOrder(Outcome.GODKJENT, Outcome.AVVIST);
        }
    }

    @Test
    default void acceptsExactlyOneOfTwoReplacementsAtOnce(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        Submission one = a.received("solvik", "2");
        Submission other = a.received("solvik", "3");

        List<Decision> decisions = atOnce(
                () -> a.ledger.decide(good(one, "k", first)), () -> a.ledger.decide(good(other, "k", first)));

        assertThat(decisions).extracting(Decision::version).containsExactlyInAnyOrder(2, 0);
    }

    @Test
    default void tellsLongKeysApart(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        String same = "k".repeat(400);

        a.accepted("solvik", "1", same + "a");

        assertThat(a.accepted("solvik", "2", same + "b").outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(a.accepted("solvik", "3", same + "a").outcome()).isEqualTo(Outcome.AVVIST);
    }

    // Nodes

    @Test
    default void leavesWorkToTheNodeThatHasIt(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger other = a.another();
        a.received("solvik", "x");
        a.due(Kind.KVITTERING);
        other.goOn(Duration.ofMinutes(1));

        assertThat(other.ledger.unfinished()).isEmpty();
        assertThat(other.due(Kind.KVITTERING)).isEmpty();
        assertThat(a.due(Kind.KVITTERING)).as("until it is delivered").hasSize(1);
    }

    @Test
    default void takesOverWhatADeadNodeHad(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger other = a.another();
        Submission left = a.received("solvik", "x");
        a.due(Kind.KVITTERING);
        other.goOn(Duration.ofMinutes(1));

        a.lapse();

        assertThat(other.ledger.unfinished()).containsExactly(left);
        assertThat(other.due(Kind.KVITTERING)).containsExactly(left.reference() + " mottak");
    }

    @Test
    default void refusesWhatANodeWritesThatWasTakenForDead(@TempDir Path folder) throws Exception {
        ALedger slow = ALedger.on(database(), folder);
        ALedger other = slow.another();
        Submission submission = slow.received("solvik", "x");
        Delivery receipt = slow.outbox.take(Kind.KVITTERING).get(0);
        slow.lapse();
        other.goOn(Duration.ofMinutes(1));
        other.ledger.unfinished();
        Delivery taken = other.outbox.take(Kind.KVITTERING).get(0);
        slow.nodes.renew();

        assertThatThrownBy(() -> slow.ledger.decide(good(submission, "k", null)))
                .isInstanceOf(ConcurrencyFailureException.class);
        slow.outbox.delivered(slow.ledger.load(receipt));
        slow.outbox.tryAgain(slow.ledger.load(receipt), new IOException("away"));
        slow.outbox.park(slow.ledger.load(receipt), new IOException("away"));

        assertThat(other.outbox.take(Kind.KVITTERING)).as("nothing has changed").containsExactly(taken);
        assertThat(other.ledger.decide(good(submission, "k", null)).outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(slow.ledger.decide(good(submission, "k", null)).version()).as("what was decided").isEqualTo(1);
    }

    @Test
    default void givesEachItemToOneOfTwoNodes(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger other = a.another();
        for (int i = 0; i < 60; i++) {
            a.received("solvik", "content " + i);
        }

        List<List<Delivery>> taken = atOnce(() -> a.outbox.take(Kind.KVITTERING), () -> other.outbox.take(Kind.KVITTERING));

        assertThat(taken.stream().flatMap(List::stream)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    default void letsOneNodeDoWhatIsDoneForAll(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger other = a.another();

        assertThat(a.nodes.leads("oppgave")).isTrue();
        assertThat(other.nodes.leads("oppgave")).isFalse();
        assertThat(a.nodes.leads("oppgave")).isTrue();

        a.lapse();
        assertThat(other.nodes.leads("oppgave")).isTrue();
        a.nodes.renew();
        assertThat(a.nodes.leads("oppgave")).isFalse();
    }

    @Test
    default void knowsWhoLives(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger other = a.another();
        assertThat(a.nodes.others()).containsExactly(other.nodes.id());

        other.lapse();
        assertThat(a.nodes.others()).isEmpty();

        other.nodes.renew();
        a.nodes.start();
        a.nodes.stop();
        assertThat(other.nodes.others()).as("one that ended in order").isEmpty();
    }

    @Test
    default void doesNotWaitForProcessesOfThisMachineThatAreGone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        ALedger gone = a.another();
        gone.becomeProcess(Long.MAX_VALUE);
        ALedger living = a.another();

        a.nodes.start();

        assertThat(a.nodes.others()).containsExactly(living.nodes.id());
        a.nodes.stop();
    }

    // Outbox

    @Test
    default void sendsTheVersionsOfAReportInOrderToEachQueue(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        Reference second = a.ledger.decide(good(a.received("solvik", "2"), "k", first)).submission().reference();
        Reference other = a.accepted("solvik", "3", "another").submission().reference();

        assertThat(a.due(Kind.KOE)).containsExactly(
                first + " " + FIRST_QUEUE, first + " " + SECOND_QUEUE, other + " " + FIRST_QUEUE, other + " " + SECOND_QUEUE);

        Delivery ahead = a.outbox.take(Kind.KOE).get(0);
        a.outbox.delivered(a.ledger.load(ahead));
        assertThat(a.due(Kind.KOE)).contains(second + " " + FIRST_QUEUE).doesNotContain(second + " " + SECOND_QUEUE);
    }

    @Test
    default void letsWhatFailsHoldUpItsOwnKeyAndQueueAlone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        a.ledger.decide(good(a.received("solvik", "2"), "k", first));
        Reference other = a.accepted("solvik", "3", "another").submission().reference();
        a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KOE).get(0)), new IOException("away"));

        List<Delivery> sent = a.deliverAll(Kind.KOE);

        assertThat(sent).extracting(Delivery::destination)
                .containsExactlyInAnyOrder(SECOND_QUEUE, SECOND_QUEUE, FIRST_QUEUE, SECOND_QUEUE);
        assertThat(sent).filteredOn(item -> item.destination().equals(FIRST_QUEUE))
                .extracting(Delivery::reference).containsExactly(other);
        a.goOn(Duration.ofSeconds(2));
        assertThat(a.deliverAll(Kind.KOE)).extracting(Delivery::destination).containsExactly(FIRST_QUEUE, FIRST_QUEUE);
    }

    @Test
    default void loadsTogetherWhatItLoadsAlone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        a.ledger.decide(good(a.received("solvik", "2"), "k", first));
        a.received("solvik", "undecided");
        List<Delivery> taken = a.outbox.take(Kind.KVITTERING);
        List<Delivery> queued = a.outbox.take(Kind.KOE);

        assertThat(a.ledger.loadTogether(taken)).hasSize(3).isEqualTo(taken.stream().map(a.ledger::load).toList());
        assertThat(a.ledger.loadTogether(queued)).hasSize(2).isEqualTo(queued.stream().map(a.ledger::load).toList());
    }

    @Test
    default void loadsLargeOnesAlone(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Verdict good = good(a.received("solvik", "1"), "k", null).verdict();
        Verdict large = new Verdict(good.outcome(), good.findings(), good.reportType(), good.schemaVersion(), good.ruleVersion(),
                good.facts(), good.businessKey(), good.trial(), good.replaces(), good.deadline(),
                "{\"x\": \"%s\"}".formatted("x".repeat(100_000)), good.notChecked());
        a.ledger.decide(new Examined(a.received("solvik", "2"), large));
        List<Delivery> queued = a.outbox.take(Kind.KOE);

        assertThat(a.ledger.loadTogether(queued)).hasSize(2).isEqualTo(queued);
        assertThat(a.ledger.load(queued.get(0)).decision().verdict().canonical()).hasSizeGreaterThan(100_000);
    }

    @Test
    default void sharesNewWorkWithTheOtherNodes(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.received("solvik", "alone");
        ALedger other = a.another();
        a.nodes.renew();
        Submission shared = a.received("solvik", "not alone");

        assertThat(other.due(Kind.KVITTERING)).containsExactly(shared.reference() + " mottak");
    }

    @Test
    default void leavesToFailAloneWhatCannotBeLoadedTogether(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.received("solvik", "1");
        Delivery known = a.outbox.take(Kind.KVITTERING).get(0);
        Delivery unknown = new Delivery("?", Reference.mint(a.now()), Kind.KVITTERING, Delivery.RECEPTION, 0);
        Delivery undecided = new Delivery("!", known.reference(), Kind.KVITTERING, Delivery.RESULT, 0);

        assertThat(a.ledger.loadTogether(List.of(unknown, known, undecided)))
                .containsExactly(unknown, a.ledger.load(known), undecided);
    }

    @Test
    default void keepsTheIdOfWhatIsSentAgain(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.accepted("solvik", "1", "k");
        Delivery item = a.outbox.take(Kind.KOE).get(0);
        a.outbox.tryAgain(a.ledger.load(item), new IOException("away"));
        a.goOn(Duration.ofSeconds(2));

        Delivery again = a.outbox.take(Kind.KOE).get(0);

        assertThat(again.id()).isEqualTo(item.id());
        assertThat(again.attempts()).isEqualTo(1);
    }

    @Test
    default void sendsWhatWasWrittenBeforeTheClockWentBack(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.accepted("solvik", "1", "k");

        a.goOn(Duration.ofHours(-3));

        assertThat(a.due(Kind.KVITTERING)).hasSize(1);
        assertThat(a.due(Kind.KOE)).hasSize(2);
        a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KVITTERING).get(0)), new IOException("away"));
        assertThat(a.due(Kind.KVITTERING)).as("after a failure it waits as any other").isEmpty();
    }

    @Test
    default void takesNothingInAThreadThatIsToEnd(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));

        Thread.currentThread().interrupt();
        List<Delivery> taken = a.outbox.take(Kind.KVITTERING);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(taken).isEmpty();
        assertThat(a.due(Kind.KVITTERING)).hasSize(1);
    }

    @Test
    default void sendsWhatIsWrittenJustWhileTheClockGoesBack(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission submission = a.ledger.receive(a.claim("solvik", "x"));
        SetClock jumping = new SetClock(a.now()) {
            @Override
            public Instant instant() {
                Instant now = super.instant();
                goOn(Duration.ofHours(-3));
                return now;
            }
        };

        a.packageWaits(submission.reference(), jumping);
        a.goOn(Duration.ofHours(-3));

        assertThat(a.due(Kind.ARKIV)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PT5H, PT-3H", "PT10M, PT-9M"})
    default void doesNotWaitForTheClockToCatchUpAfterAFailure(Duration ahead, Duration back, @TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));
        a.goOn(ahead);
        a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KVITTERING).get(0)), new IOException("away"));
        assertThat(a.due(Kind.KVITTERING)).as("it waits for a second").isEmpty();

        a.goOn(back);

        assertThat(a.due(Kind.KVITTERING)).hasSize(1);
    }

    @Test
    default void waitsWithEachFailureForAsLongAsItShould(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));

        for (int failed = 0; failed < 12; failed++) {
            a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KVITTERING).get(0)), new IOException("away"));
            assertThat(a.due(Kind.KVITTERING)).as("after failure %d", failed).isEmpty();
            a.goOn(Duration.ofSeconds(Math.min(300, 1 << failed)).multipliedBy(11).dividedBy(10));
        }
    }

    @Test
    default void givesUpOnWhatEndsProcessAfterProcess(@TempDir Path folder) throws Exception {
        ALedger first = ALedger.on(database(), folder);
        Submission left = first.ledger.receive(first.claim("solvik", "x"));

        for (int end = 1; end <= Ledger.MOST_ENDS; end++) {
            ALedger next = restarted(folder);
            assertThat(next.ledger.unfinished()).containsExactly(left);
            next.ledger.takeUpAgain(left);
            next.ledger.takeUpAgain(left);
        }
        ALedger last = restarted(folder);
        last.ledger.unfinished();

        assertThatThrownBy(() -> last.ledger.takeUpAgain(left))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("6 processes ended");
    }

    private ALedger restarted(Path folder) {
        ALedger next = ALedger.again(database(), folder);
        next.goOn(Duration.ofSeconds(10));
        return next;
    }

    @Test
    default void takesUpWhatWasReceivedBeforeTheClockWentBack(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission left = a.ledger.receive(a.claim("solvik", "x"));

        a.goOn(Duration.ofHours(-3));

        assertThat(a.ledger.unfinished()).containsExactly(left);
    }

    @Test
    default void waitsLongerAfterEachFailure(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));

        for (long seconds : new long[] {1, 2, 4, 8, 16}) {
            a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KVITTERING).get(0)), new IOException("away"));
            a.goOn(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(a.due(Kind.KVITTERING)).as("before %d s", seconds).isEmpty();
            a.goOn(Duration.ofMillis(seconds * 100 + 2));
            assertThat(a.due(Kind.KVITTERING)).as("after %d s", seconds).hasSize(1);
        }
        assertThat(Outbox.backoff(40)).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(331));
    }

    @Test
    default void doesNotWaitOnWhenWhoeverItWaitedForIsBack(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));
        a.outbox.tryAgain(a.ledger.load(a.outbox.take(Kind.KVITTERING).get(0)), new IOException("away"));

        a.outbox.hurry(Kind.KOE);
        assertThat(a.due(Kind.KVITTERING)).isEmpty();

        a.outbox.hurry(Kind.KVITTERING);
        assertThat(a.due(Kind.KVITTERING)).hasSize(1);
    }

    @Test
    default void endsADeliveryOnceHoweverOftenItIsAsked(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Decision decision = a.accepted("solvik", "x", "k");
        Delivery item = a.outbox.take(Kind.ARKIV).get(0);
        Parcel packed = a.ledger.load(item).with(new ArchivePackage("archive/x.zip", "a".repeat(64), 7));
        a.deliverAll(Kind.KOE);

        a.outbox.delivered(packed);
        a.outbox.delivered(packed);
        a.outbox.tryAgain(packed, new IOException("late"));
        a.outbox.park(packed, new IllegalStateException("late"));

        assertThat(a.due(Kind.ARKIV)).isEmpty();
        assertThat(a.outbox.count("DOED")).isZero();
        assertThat(a.due(Kind.KOE)).containsExactly(decision.submission().reference() + " " + Destinations.ARCHIVED);
        assertThat(a.ledger.load(a.outbox.take(Kind.KOE).get(0)).packed()).isEqualTo(packed.packed());
    }

    @Test
    default void tellsOnlyOfPackagesThatAreThere(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);

        a.accepted("solvik", "x", "k");

        assertThat(a.due(Kind.KOE)).noneMatch(item -> item.endsWith(Destinations.ARCHIVED));
    }

    @Test
    default void parksWithItsCauseAndLetsTheNextPass(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        Reference second = a.ledger.decide(good(a.received("solvik", "2"), "k", first)).submission().reference();

        a.outbox.park(a.ledger.load(a.outbox.take(Kind.KOE).get(0)), new IllegalStateException("no such queue"));

        assertThat(a.outbox.count("DOED")).isEqualTo(1);
        assertThat(a.timeline.of(first)).last().extracting(Timeline.Entry::detail).asString().contains("no such queue");
        assertThat(a.due(Kind.KOE)).contains(second + " " + FIRST_QUEUE);
    }

    @Test
    default void endsAsADeadLetterWhatFailsForMoreThanADay(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", "x"));
        Instant start = a.now();

        while (a.outbox.count("DOED") == 0) {
            a.outbox.take(Kind.KVITTERING).forEach(item -> a.outbox.tryAgain(a.ledger.load(item), new IOException("away")));
            a.goOn(Duration.ofSeconds(331));
        }

        assertThat(Duration.between(start, a.now())).isGreaterThan(Duration.ofDays(1));
        assertThat(a.due(Kind.KVITTERING)).isEmpty();
    }

    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : List.of(one, other)) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            return List.of(futures.get(0).get(20, TimeUnit.SECONDS), futures.get(1).get(20, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
    }

    // Purging

    @Test
    default void deletesTheContentOfWhatWasRejectedForAnIdentityNumberWhenItsTimeIsUp(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission personal = a.rejected("1", "TSR-047", null);
        Submission other = a.rejected("2", "TSR-001", null);
        a.packAll();
        String first = personal.reference().value();
        assertThat(a.reconciliation().kept(first, first)).hasSize(2);
        a.goOn(Duration.ofDays(29));
        assertThat(a.purges().due(List.of("TSR-047"))).isEmpty();
        a.goOn(Duration.ofDays(2));

        a.purges().due(List.of("TSR-047")).forEach(disposal -> purge(a, disposal));

        assertThat(personal.original().path()).doesNotExist();
        assertThat(other.original().path()).exists();
        assertThat(a.timeline.of(personal.reference())).extracting(Timeline.Entry::step)
                .containsExactly("mottatt", "AVVIST", "levert", "slettes", "slettet");
        assertThat(a.timeline.of(personal.reference()).get(4).detail())
                .isEqualTo("originalen (sha256: %s), arkivpakken (sha256: ab)".formatted(personal.original().sha256()));
        assertThat(a.purges().since(personal.reference())).contains(a.now());
        assertThat(a.purges().since(other.reference())).isEmpty();
        assertThat(a.reconciliation().kept(first, first)).isEmpty();
        assertThat(a.reconciliation().gone(first, first)).isEmpty();
        assertThat(a.purges().due(List.of("TSR-047"))).isEmpty();
    }

    private static void purge(ALedger a, Disposal disposal) {
        try {
            a.purges().end(a.purges().begin(disposal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    default void goesOnWithAPurgeThatACrashHasInterrupted(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission personal = a.rejected("1", "TSR-047", null);
        a.packAll();
        a.goOn(Duration.ofDays(31));
        a.purges().due(List.of("TSR-047")).forEach(a.purges()::begin);
        Files.delete(personal.original().path());

        ALedger restarted = ALedger.again(database(), folder);
        restarted.goOn(Duration.ofDays(31));
        restarted.purges().due(List.of("TSR-047")).forEach(disposal -> purge(restarted, disposal));

        assertThat(a.timeline.of(personal.reference())).extracting(Timeline.Entry::step).endsWith("slettes", "slettet");
        assertThat(restarted.purges().due(List.of("TSR-047"))).isEmpty();
    }

    @Test
    default void deletesNothingThatIsStillToBePacked(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.rejected("1", "TSR-047", null);
        a.goOn(Duration.ofDays(31));

        assertThat(a.purges().due(List.of("TSR-047"))).isEmpty();
    }

    @Test
    default void deletesTheRepetitionsOfWhatItDeletes(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission first = a.received("solvik", "1");
        a.ledger.admits(first);
        Submission repetition = a.received("solvik", "1");
        a.ledger.admits(repetition);
        a.ledger.decide(ALedger.unreadable(first, Outcome.AVVIST, "TSR-047"));
        a.packAll();
        a.goOn(Duration.ofDays(31));

        assertThat(a.purges().due(List.of("TSR-047"))).extracting(Disposal::reference)
                .containsExactlyInAnyOrder(first.reference(), repetition.reference());
    }

    @Test
    default void leavesAnAttachmentThatAnotherSubmissionHasToo(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        String shared = "a".repeat(64);
        Submission one = a.rejected("1", "TSR-047", shared);
        Submission two = a.rejected("2", "TSR-047", shared);
        Submission good = a.rejected("3", "TSR-001", "b".repeat(64));
        a.rejected("4", "TSR-047", "b".repeat(64));
        a.packAll();
        a.goOn(Duration.ofDays(31));

        List<Disposal> begun = a.purges().due(List.of("TSR-047")).stream().map(a.purges()::begin).toList();

        assertThat(begun).extracting(Disposal::attachments).containsExactly(List.of(), List.of(shared), List.of());
        assertThat(begun).extracting(Disposal::reference).startsWith(one.reference(), two.reference())
                .doesNotContain(good.reference());
    }

    @Test
    default void asksOnceForAllAttachmentsOfAReport(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.rejected("1", "TSR-001", "b".repeat(64));
        Submission personal = a.rejected("2", "TSR-047", null);
        a.packAll();
        a.goOn(Duration.ofDays(31));
        Disposal due = a.purges().due(List.of("TSR-047")).get(0);

        Disposal begun = a.purges().begin(due.with(List.of("a".repeat(64), "b".repeat(64), "c".repeat(64))));

        assertThat(begun.reference()).isEqualTo(personal.reference());
        assertThat(begun.attachments()).containsExactly("a".repeat(64), "c".repeat(64));
    }
}
