package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.ALedger.bad;
import static no.rapportmottak.ledger.ALedger.good;
import static no.rapportmottak.ledger.ALedger.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Custody.Action;
import no.rapportmottak.ledger.Custody.Result;
import no.rapportmottak.ledger.DeadLetters.Replayed;
import no.rapportmottak.ledger.DeadLetters.Selection;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.DutyReminder.Due;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people can find in the ledger and change in it, on every database. */
interface OperatorsContract {

    Act KARI = new Act("kari", "the queue is back");
    Act OLA = new Act("ola", "I have looked at it too");

    /** As in {@link LedgerContract}. */
    DataSource database();

    // Replay

    @Test
    default void replaysADeadLetterWithItsIdAndNoAttempts(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference reference = a.accepted("solvik", "1", "k").submission().reference();
        Delivery dead = a.outbox.take(Kind.KOE).get(0);
        a.outbox.park(a.ledger.load(dead), new IllegalStateException("no such queue"));

        Replayed replayed = a.deadLetters.replay(Selection.one(dead.id()), false, KARI);

        assertThat(replayed).isEqualTo(new Replayed(1, 0));
        assertThat(a.outbox.count("DOED")).isZero();
        assertThat(a.outbox.take(Kind.KOE)).contains(new Delivery(dead.id(), reference, Kind.KOE, dead.destination(), 0));
        assertThat(a.timeline.of(reference)).last().extracting(Timeline.Entry::detail)
                .isEqualTo("KOE " + dead.destination() + ": kari: the queue is back");
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).singleElement()
                .extracting(Audit.Entry::who, Audit.Entry::what, Audit.Entry::subject, Audit.Entry::reason)
                .containsExactly("kari", "replay", dead.id(), "the queue is back");
    }

    @Test
    default void replaysWhatIsNoDeadLetterAnyMoreWithoutEffect(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.accepted("solvik", "1", "k");
        Delivery dead = a.outbox.take(Kind.KOE).get(0);
        a.outbox.park(a.ledger.load(dead), new IllegalStateException("no such queue"));
        a.deadLetters.replay(Selection.one(dead.id()), false, KARI);
        a.deliverAll(Kind.KOE);

        assertThat(a.deadLetters.replay(Selection.one(dead.id()), false, KARI)).isEqualTo(new Replayed(0, 0));

        assertThat(a.due(Kind.KOE)).isEmpty();
    }

    @Test
    default void refusesToReplayWhatANewerVersionHasOutdatedUnlessForced(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        Delivery message = a.outbox.take(Kind.KOE).get(0);
        a.outbox.park(a.ledger.load(message), new IllegalStateException("no such queue"));
        Delivery archive = a.outbox.take(Kind.ARKIV).get(0);
        a.outbox.park(a.ledger.load(archive), new IllegalStateException("full"));
        a.ledger.decide(good(a.received("solvik", "2"), "k", first));

        assertThat(a.deadLetters.rehearse(Selection.ALL, false)).isEqualTo(new Replayed(1, 1));
        assertThat(a.deadLetters.replay(Selection.ALL, false, KARI)).isEqualTo(new Replayed(1, 1));
        assertThat(a.due(Kind.ARKIV)).contains(first + " " + Delivery.ARCHIVE);
        assertThat(a.due(Kind.KOE)).doesNotContain(first + " " + message.destination());

        assertThat(a.deadLetters.replay(Selection.ALL, true, KARI)).isEqualTo(new Replayed(1, 0));
        assertThat(a.due(Kind.KOE)).contains(first + " " + message.destination());
    }

    @Test
    default void groupsDeadLettersByCauseAndChoosesByGroup(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        for (int i = 0; i < 4; i++) {
            a.accepted("solvik", "x" + i, "k" + i);
        }
        List<Delivery> due = a.outbox.take(Kind.KOE).stream().filter(item -> item.destination().equals(ALedger.FIRST_QUEUE)).toList();
        for (int i = 0; i < 3; i++) {
            a.outbox.park(a.ledger.load(due.get(i)), new IOException("timeout after " + i + " ms for " + due.get(i).reference()));
        }
        a.outbox.park(a.ledger.load(due.get(3)), new IOException("no such queue"));

        List<DeadLetters.Group> groups = a.deadLetters.groups();

        assertThat(groups).extracting(DeadLetters.Group::cause, DeadLetters.Group::count).containsExactly(
                tuple("java.io.IOException: timeout after # ms for #", 3L),
                tuple("java.io.IOException: no such queue", 1L));
        Selection timeouts = new Selection(null, null, Kind.KOE, ALedger.FIRST_QUEUE, groups.get(0).cause());
        assertThat(a.deadLetters.find(timeouts, 10)).hasSize(3);
        assertThat(a.deadLetters.rehearse(timeouts, false)).isEqualTo(new Replayed(3, 0));
        assertThat(a.deadLetters.rehearse(new Selection(null, null, null, null, "*no such*"), false)).isEqualTo(new Replayed(1, 0));
        assertThat(a.deadLetters.rehearse(new Selection(null, null, null, null, "%"), false)).isEqualTo(new Replayed(0, 0));
        assertThat(a.outbox.count("DOED")).as("a rehearsal changes nothing").isEqualTo(4);
    }

    @Test
    default void replaysTenThousandSoon(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.accepted("solvik", "1", "k");
        a.manyDead(10_000);
        Instant start = Instant.now();

        Replayed replayed = a.deadLetters.replay(Selection.ALL, false, KARI);

        assertThat(replayed).isEqualTo(new Replayed(10_000, 0));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(a.outbox.count("DOED")).isZero();
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).hasSize(1);
    }

    @Test
    default void wantsAReasonForEverything(@TempDir Path folder) {
        for (String none : new String[] {null, "", "  \n ", "x".repeat(1001)}) {
            assertThatThrownBy(() -> new Act("kari", none)).isInstanceOf(NotDone.class).hasMessage("REASON");
        }
    }

    // Quarantine

    @Test
    default void tellsWhyWhatIsInQuarantineIsThere(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission one = a.isolated("x", new IllegalStateException("out of memory at 17"));
        a.goOn(Duration.ofSeconds(1));
        a.isolated("y", new IllegalStateException("out of memory at 18"));

        assertThat(a.custody().groups()).extracting(Custody.Group::cause, Custody.Group::count).containsExactly(
                tuple("java.lang.IllegalStateException: out of memory at #", 2L));
        assertThat(a.custody().all(10)).hasSize(2).first().extracting(Custody.Held::cause)
                .isEqualTo("java.lang.IllegalStateException: out of memory at 17");
        assertThat(a.custody().find(one.reference())).isPresent();
    }

    @Test
    default void releasesFromQuarantineToBeCheckedAgainWithAReceiptOfItsOwn(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission held = a.isolated("x", new IllegalStateException("a fault of ours"));
        a.goOn(Duration.ofSeconds(2));

        assertThat(a.custody().release(held.reference(), KARI)).isEqualTo(Result.DONE);

        assertThat(a.ledger.unfinished()).containsExactly(held);
        assertThat(a.custody().groups()).isEmpty();
        assertThat(a.ledger.admits(held)).isTrue();
        assertThat(a.ledger.decide(good(held, "k", null)).outcome()).isEqualTo(Outcome.GODKJENT);
        assertThat(a.deliverAll(Kind.KVITTERING)).extracting(Delivery::destination).containsExactly("resultat-2");
        assertThat(a.timeline.of(held.reference())).extracting(Timeline.Entry::step)
                .containsSubsequence("KARANTENE", "frigitt", "GODKJENT");
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).singleElement().extracting(Audit.Entry::what).isEqualTo("quarantine release");
    }

    @Test
    default void answersAReleasedOneAsADuplicateWhenItsBytesWereAcceptedMeanwhile(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission held = a.isolated("x", new IllegalStateException("a fault of ours"));
        a.accepted("solvik", "x", "k");

        a.custody().release(held.reference(), KARI);

        assertThat(a.ledger.admits(held)).isFalse();
        assertThat(a.ledger.decision(held.reference()).orElseThrow().outcome()).isEqualTo(Outcome.DUPLIKAT);
    }

    @Test
    default void rejectsFromQuarantineForGood(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission held = a.isolated("x", new IllegalStateException("a fault of ours"));

        assertThat(a.custody().reject(unreadable(held, Outcome.AVVIST, "MOT-015"), KARI)).isEqualTo(Result.DONE);

        assertThat(a.ledger.decision(held.reference()).orElseThrow().outcome()).isEqualTo(Outcome.AVVIST);
        assertThat(a.due(Kind.KVITTERING)).containsExactly(held.reference() + " resultat-2");
        assertThat(a.due(Kind.ARKIV)).hasSize(1);
        assertThatThrownBy(() -> a.custody().release(held.reference(), KARI)).hasMessage("NOT_IN_QUARANTINE");
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).hasSize(1);
    }

    @Test
    default void letsOutOnlyWhatIsInQuarantineAndWhoseSenderKnows(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission accepted = a.accepted("solvik", "1", "k").submission();
        Submission untold = a.received("solvik", "2");
        a.ledger.isolate(unreadable(untold, Outcome.KARANTENE, "MOT-901"), new IllegalStateException("ours"));

        assertThatThrownBy(() -> a.custody().release(accepted.reference(), KARI)).hasMessage("NOT_IN_QUARANTINE");
        assertThatThrownBy(() -> a.custody().release(Reference.mint(a.now()), KARI)).hasMessage("NOT_IN_QUARANTINE");
        assertThatThrownBy(() -> a.custody().release(untold.reference(), KARI)).hasMessage("RECEIPT_ON_ITS_WAY");
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).isEmpty();
    }

    @Test
    default void wantsTwoPersonsWhereFourEyesAreDemanded(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission held = a.isolated("x", new IllegalStateException("a fault of ours"));
        Custody custody = a.custody("legevaktsentraler");

        assertThat(custody.release(held.reference(), KARI)).isEqualTo(Result.PROPOSED);
        assertThat(custody.release(held.reference(), KARI)).as("the same person again").isEqualTo(Result.PROPOSED);
        a.goOn(Duration.ofSeconds(1));
        assertThat(custody.reject(unreadable(held, Outcome.AVVIST, "MOT-015"), OLA)).as("something else").isEqualTo(Result.PROPOSED);
        assertThat(custody.find(held.reference()).orElseThrow().proposals())
                .extracting(Custody.Proposal::action, Custody.Proposal::who).containsExactly(
                        tuple(Action.RELEASE, "kari"),
                        tuple(Action.REJECT, "ola"));

        assertThat(custody.release(held.reference(), OLA)).isEqualTo(Result.DONE);
        assertThat(a.audit.before(Long.MAX_VALUE, 9)).extracting(Audit.Entry::what).containsExactly(
                "quarantine release", "quarantine propose reject", "quarantine propose release");
    }

    @Test
    default void neverTakesTheCommandLineForTheSecondOfTwoPersons(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission held = a.isolated("x", new IllegalStateException("a fault of ours"));
        Custody custody = a.custody("legevaktsentraler");

        assertThat(custody.release(held.reference(), Act.onCommandLine("kari", "mended"))).isEqualTo(Result.PROPOSED);
        assertThat(custody.release(held.reference(), Act.onCommandLine("kari", "again"))).isEqualTo(Result.PROPOSED);
        assertThat(custody.release(held.reference(), KARI)).as("the same name on the console").isEqualTo(Result.PROPOSED);
        assertThatThrownBy(() -> custody.release(held.reference(), Act.onCommandLine("root", "it is I again")))
                .hasMessage("CONFIRMED_ON_CONSOLE_ONLY");
        assertThat(custody.find(held.reference())).isPresent();

        assertThat(custody.release(held.reference(), OLA)).isEqualTo(Result.DONE);
    }

    // Keys

    @Test
    default void remembersTheLastUseOfEachKey(@TempDir Path folder) {
        ALedger a = ALedger.on(database(), folder);
        ALedger another = ALedger.again(database(), folder);

        a.keyUses.note("solvik", "SHA256:a");
        another.keyUses.note("solvik", "SHA256:b");
        another.keyUses.note("fjordby", "SHA256:a");
        assertThat(a.keyUses.of("solvik")).containsOnlyKeys("SHA256:a");
        a.keyUses.write();
        another.keyUses.write();
        another.keyUses.note("solvik", "SHA256:a");
        another.keyUses.write();

        assertThat(a.keyUses.of("solvik")).containsOnlyKeys("SHA256:a", "SHA256:b");
        assertThat(a.keyUses.all()).containsOnlyKeys("solvik", "fjordby");
    }

    // Pauses

    @Test
    default void pausesASenderUntilItIsResumed(@TempDir Path folder) {
        ALedger a = ALedger.on(database(), folder);
        Pauses another = ALedger.again(database(), folder).pauses;

        assertThat(a.pauses.pause("solvik", KARI)).isTrue();
        assertThat(a.pauses.pause("solvik", OLA)).isFalse();
        another.reload();
        assertThat(another.isPaused("solvik")).isTrue();
        assertThat(another.of("solvik").orElseThrow().who()).isEqualTo("kari");

        assertThat(another.resume("solvik", OLA)).isTrue();
        assertThat(another.resume("solvik", OLA)).isFalse();
        a.pauses.reload();
        assertThat(a.pauses.isPaused("solvik")).isFalse();
        assertThat(a.audit.before(Long.MAX_VALUE, 5)).extracting(Audit.Entry::what).containsExactly("resume", "pause");
    }

    // Counting and finding

    @Test
    default void countsWhatIsReceivedAndDecidedByTheHour(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.accepted("solvik", "1", "k");
        a.goOn(Duration.ofHours(1));
        a.accepted("solvik", "2", "l");
        Submission twice = a.received("solvik", "3");
        a.ledger.decide(bad(twice, "m"));
        a.ledger.decide(bad(twice, "m"));

        Map<Outcome, Long> sums = Tally.sums(a.tally.since(a.now().minus(Duration.ofHours(3))));

        assertThat(sums).containsEntry(Outcome.MOTTATT, 3L).containsEntry(Outcome.GODKJENT, 2L)
                .containsEntry(Outcome.AVVIST, 1L).containsEntry(Outcome.DUPLIKAT, 0L);
        assertThat(Tally.sums(a.tally.since(a.now().truncatedTo(ChronoUnit.HOURS)))
                .get(Outcome.MOTTATT)).isEqualTo(2);
    }

    @Test
    default void findsByWhatIsKnownNewestFirstPageByPage(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Reference first = a.accepted("solvik", "1", "k").submission().reference();
        a.goOn(Duration.ofSeconds(1));
        Reference second = a.accepted("fjordby", "2", "l").submission().reference();
        a.goOn(Duration.ofSeconds(1));
        Submission held = a.isolated("3", new IllegalStateException("ours"));

        assertThat(found(a, Criteria.ANY)).containsExactly(held.reference(), second, first);
        assertThat(a.search.page(Criteria.ANY, second.value(), 10)).extracting(Search.Hit::reference).containsExactly(first);
        assertThat(found(a, criteria("RAPP*", null, null, null))).hasSize(3);
        assertThat(found(a, criteria("rapport", null, null, null))).isEmpty();
        assertThat(found(a, criteria("%", null, null, null))).isEmpty();
        assertThat(found(a, criteria("*.xml", List.of("fjordby"), null, null))).containsExactly(second);
        assertThat(found(a, criteria(null, List.of(), null, null))).isEmpty();
        assertThat(found(a, criteria(null, null, Outcome.KARANTENE, null))).containsExactly(held.reference());
        assertThat(found(a, criteria(null, null, null, "MOT-901"))).containsExactly(held.reference());
        assertThat(a.search.page(new Criteria(null, null, null, "999263550", null, "tilskuddsrapport", null, null, null, null,
                        Outcome.GODKJENT, null, first.mintedAt().plusMillis(1), held.received()), null, 10))
                .extracting(Search.Hit::reference).containsExactly(second);
        assertThat(a.search.codes(first.mintedAt())).isEqualTo(Map.of("MOT-901", 1L));
        assertThat(a.search.usualCodes("solvik", first.mintedAt(), 3)).isEqualTo(Map.of("MOT-901", 1L));
        assertThat(a.search.outcomes(first.mintedAt()).get("fjordby")).isEqualTo(Map.of(Outcome.GODKJENT, 1L));
    }

    private static List<Reference> found(ALedger a, Criteria criteria) {
        return a.search.page(criteria, null, 10).stream().map(Search.Hit::reference).toList();
    }

    private static Criteria criteria(String fileName, List<String> senders, Outcome outcome, String code) {
        return new Criteria(null, null, fileName, null, senders, null, null, null, null, null, outcome, code, null, null);
    }

    // Reminders

    @Test
    default void remindsOnceAndAfterAFailureMoreAndMoreSeldom(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        KeyReminder reminder = new KeyReminder("solvik", "SHA256:abc", a.now().plus(Duration.ofDays(7)).plusNanos(1), 7);
        assertThat(a.reminders().isDue(reminder)).isTrue();

        assertThat(a.reminders().take(reminder)).isTrue();
        assertThat(a.reminders().isDue(reminder)).isFalse();
        a.goOn(Duration.ofMinutes(1));
        assertThat(a.reminders().isDue(reminder)).isTrue();
        assertThat(a.reminders().take(reminder)).isTrue();
        a.goOn(Duration.ofMinutes(3));
        assertThat(a.reminders().isDue(reminder)).isFalse();
        a.goOn(Duration.ofMinutes(1));
        assertThat(a.reminders().isDue(reminder)).isTrue();

        a.reminders().sent(reminder);
        a.goOn(Duration.ofDays(6));

        assertThat(a.reminders().isDue(reminder)).isFalse();
        assertThat(a.reminders().take(reminder)).isFalse();
        assertThat(a.reminders().isDue(new KeyReminder("solvik", "SHA256:abc", reminder.ends(), 1))).isTrue();
        assertThat(a.reminders().isDue(new KeyReminder("solvik", "SHA256:abc", reminder.ends().plusMillis(1), 7))).isTrue();
    }

    @Test
    default void letsOneNodeSendAReminderWhenSeveralTry(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.goOn(Duration.ofNanos(999_999));
        Map<DutyReminder, ALedger> nodes = Map.of(dueTogether("a", "b"), a, dueTogether("c", "b"), a.another());

        List<DutyReminder> taken = nodes.keySet().parallelStream().filter(mail -> nodes.get(mail).reminders().take(mail)).toList();

        assertThat(taken).hasSize(1);
        assertThat(a.reminders().isDue(dueTogether("b"))).isFalse();
        a.reminders().sent(taken.get(0));
        a.goOn(Duration.ofDays(1));
        assertThat(a.reminders().isDue(dueTogether("b"))).isFalse();
        assertThat(List.of("a", "c")).filteredOn(duty -> a.reminders().isDue(dueTogether(duty))).hasSize(1);
    }

    private static DutyReminder dueTogether(String... duties) {
        return new DutyReminder("solvik", LocalDate.of(2024, 4, 1), -14, Stream.of(duties)
                .map(duty -> new Due(duty, "tilskuddsrapport", 2023, "999263550", "", "", "", "", "", ""))
                .toList());
    }
}
