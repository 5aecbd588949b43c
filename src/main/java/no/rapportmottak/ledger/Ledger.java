package no.rapportmottak.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.VersionRule.Plan;
import no.rapportmottak.ledger.VersionRule.Standing;
import no.rapportmottak.submission.BusinessKey;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The idempotent receiver (EIP) and the truth about each submission. Every step may be repeated: receiving a
 * reference that is known, or deciding one that is decided, changes nothing and answers as the first time. When
 * two decide reports of one business key at once, one waits for the other. A submission is in the hands of the node that
 * received it, or took it over from a dead one; only that node decides it.
 */
public class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final String TAKEN_UP_AGAIN = "tatt opp igjen";
    /** Of processes that had one submission in hand, before it goes into quarantine. */
    static final int MOST_ENDS = 5;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Originals originals;
    private final Submissions submissions;
    private final Timeline timeline;
    private final Tally tally;
    private final Outbox outbox;
    private final Destinations destinations;
    private final VersionRule versionRule;
    private final Nodes nodes;
    private final Set<Reference> inHand = ConcurrentHashMap.newKeySet();
    private final Set<Reference> orphaned = ConcurrentHashMap.newKeySet();

    Ledger(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Originals originals,
            Submissions submissions,
            Timeline timeline,
            Tally tally,
            Outbox outbox,
            Destinations destinations,
            VersionRule versionRule,
            Nodes nodes) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.originals = originals;
        this.submissions = submissions;
        this.timeline = timeline;
        this.tally = tally;
        this.outbox = outbox;
        this.destinations = destinations;
        this.versionRule = versionRule;
        this.nodes = nodes;
    }

    /**
     * Keeps the bytes and writes the row: from here on the submission is ours, and its sender is told so.
     *
     * @throws IOException when the original cannot be kept; nothing is written then
     */
    public Submission receive(Claim claim) throws IOException {
        Original original = originals.keep(claim);
        Submission submission = new Submission(
                claim.reference(), claim.sender(), claim.channel(), claim.fileName(), claim.received(), original,
                claim.declaredSha256());
        transaction.executeWithoutResult(status -> {
            if (submissions.insert(submission, nodes.id())) {
                timeline.note(claim.reference(), "mottatt", "%s, %d byte, sha256 %s"
                        .formatted(claim.channel(), original.size(), original.sha256()));
                receipt(submission, Delivery.RECEPTION);
                holdContent(submission);
                tally.add(Outcome.MOTTATT);
            }
        });
        return submission;
    }

    /** Takes a submission in hand until it is decided or let go; false when another thread of this node has it. */
    public boolean take(Submission submission) {
        return inHand.add(submission.reference());
    }

    /** Ends the holding of a submission that was not decided, so that it is taken up again. */
    public void letGo(Reference reference) {
        inHand.remove(reference);
    }

    /** Submissions without a decision that nobody has in hand, the oldest first; from now on they are this node's. */
    public List<Submission> unfinished() {
        Instant before = clock.instant().minus(Duration.ofSeconds(1));
        List<Submissions.Left> all = transaction.execute(status -> submissions.takeUndecided(before, nodes.id()));
        all.stream().filter(Submissions.Left::orphaned).forEach(left -> orphaned.add(left.submission().reference()));
        return all.stream()
                .map(Submissions.Left::submission)
                .filter(submission -> !inHand.contains(submission.reference()))
                .toList();
    }

    /**
     * Notes that a submission is taken up again because the process is gone that had it in hand.
     *
     * @throws IllegalStateException when that has happened so often that it may be the submission which ends processes
     */
    public void takeUpAgain(Submission submission) {
        Reference reference = submission.reference();
        if (!orphaned.remove(reference)) {
            return;
        }
        timeline.note(reference, TAKEN_UP_AGAIN, "prosessen som behandlet den, er borte");
        long ends = timeline.of(reference).stream().filter(entry -> entry.step().equals(TAKEN_UP_AGAIN)).count();
        if (ends > MOST_ENDS) {
            throw new IllegalStateException("%d processes ended while they had it in hand".formatted(ends));
        }
    }

    /**
     * Whether a submission is to be checked. It is not when the same bytes from the same sender are already in
     * work, accepted or superseded: then it is answered as a duplicate, with the first one named. Else it holds
     * those bytes from now on, as most do since they were received.
     */
    public boolean admits(Submission submission) {
        if (holder(submission).filter(submission.reference()::equals).isPresent()) {
            return true;
        }
        Decision repetition = transaction.execute(status -> {
            holdContent(submission);
            return holder(submission)
                    .filter(first -> !first.equals(submission.reference()))
                    .map(first -> write(new Examined(submission, Verdict.unreadable(Outcome.DUPLIKAT, List.of())), first))
                    .orElse(null);
        });
        if (repetition == null) {
            return true;
        }
        ended(repetition);
        return false;
    }

    /** One that is decided already holds nothing, else a rejected one taken up again would hold its bytes for ever. */
    private void holdContent(Submission submission) {
        String sha256 = submission.original().sha256();
        jdbc.sql("insert into content (sender, sha256) values (?, ?) on conflict do nothing")
                .params(submission.sender(), sha256)
                .update();
        jdbc.sql("""
                        update content set holder = ? where sender = ? and sha256 = ? and holder is null and exists
                            (select 1 from submission where reference = ? and outcome = 'MOTTATT')""")
                .params(submission.reference().value(), submission.sender(), sha256, submission.reference().value())
                .update();
    }

    private Optional<Reference> holder(Submission submission) {
        return jdbc.sql("select holder from content where sender = ? and sha256 = ? and holder is not null")
                .params(submission.sender(), submission.original().sha256())
                .query(String.class)
                .optional()
                .map(Reference::new);
    }

    /** Writes the outcome, the timeline and every outgoing item in one transaction. */
    public Decision decide(Examined examined) {
        Decision decision = transaction.execute(status -> write(examined, null));
        ended(decision);
        return decision;
    }

    /** The same for a submission that could not be checked, with what kept it from being. */
    public Decision isolate(Examined isolated, Throwable cause) {
        Decision decision = transaction.execute(status -> {
            Decision written = write(isolated, null);
            if (written.outcome() == Outcome.KARANTENE) {
                submissions.isolate(isolated.reference(), cause);
            }
            return written;
        });
        ended(decision);
        return decision;
    }

    /** @param original of a duplicate, else null */
    private Decision write(Examined examined, Reference original) {
        submissions.lockUndecided(examined.reference()).ifPresent(undecided -> {
            nodes.check(undecided.owner());
            record(judge(examined), original, undecided.releases());
        });
        return submissions.decision(examined.reference()).orElseThrow();
    }

    private void ended(Decision decision) {
        letGo(decision.submission().reference());
        tell(decision);
    }

    private Examined judge(Examined examined) {
        Verdict verdict = examined.verdict();
        if (!verdict.outcome().accepted() || verdict.trial()) {
            return examined;
        }
        String names = verdict.isWithdrawal() ? verdict.bearing().withdraws() : verdict.replaces();
        BusinessKey key = keyOf(verdict);
        Standing standing = new Standing(
                submissions.lockCurrent(key),
                Optional.ofNullable(names).flatMap(reference -> submissions.named(reference, key)),
                plans(verdict));
        Examined asVersion = new Examined(examined.submission(), verdict.of(key));
        return new Examined(examined.submission(), versionRule.judge(asVersion, standing));
    }

    /** A withdrawal is a version of the report that it takes back, if there is one. */
    private BusinessKey keyOf(Verdict verdict) {
        return verdict.isWithdrawal()
                ? submissions.keyOf(verdict.bearing().withdraws()).orElse(verdict.businessKey())
                : verdict.businessKey();
    }

    private List<Plan> plans(Verdict verdict) {
        return verdict.bearing().reported().stream()
                .flatMap(post -> submissions.plans(Submissions.year(verdict), post.chapter(), post.post()))
                .toList();
    }

    private void record(Examined examined, Reference original, int releases) {
        Reference reference = examined.reference();
        Verdict verdict = examined.verdict();
        boolean effective = verdict.outcome().accepted() && !verdict.trial();
        int version = effective ? follow(reference, verdict) : 0;
        submissions.update(examined, version, original, clock.instant());
        if (!effective) {
            releaseContent(reference);
        }
        timeline.note(reference, verdict.outcome().name(), codes(verdict));
        send(examined, effective, releases);
        tally.add(verdict.outcome());
    }

    private int follow(Reference reference, Verdict verdict) {
        return verdict.isWithdrawal()
                ? submissions.withdrawCurrent(reference, verdict.businessKey())
                : submissions.becomeCurrent(reference, verdict.businessKey());
    }

    private void releaseContent(Reference reference) {
        jdbc.sql("update content set holder = null where holder = ?").param(reference.value()).update();
    }

    private void send(Examined examined, boolean effective, int releases) {
        Reference reference = examined.reference();
        Verdict verdict = examined.verdict();
        receipt(examined.submission(), Delivery.result(releases));
        if (effective || verdict.outcome() == Outcome.AVVIST && !verdict.trial()) {
            outbox.add(reference, Kind.ARKIV, Delivery.ARCHIVE, reference.value());
        }
        if (effective) {
            for (String queue : destinations.queues(reported(verdict))) {
                outbox.add(reference, Kind.KOE, queue, Submissions.key(verdict.businessKey()));
            }
        }
        if (!verdict.trial()) {
            notify(examined.submission(), verdict);
        }
    }

    /** Into the sender's folder, and to its own server when the submission was fetched there. */
    private void receipt(Submission submission, String which) {
        Reference reference = submission.reference();
        outbox.add(reference, Kind.KVITTERING, which, reference.value());
        destinations.partner(submission)
                .ifPresent(partner -> outbox.add(reference, Kind.PARTNER, partner, reference.value()));
    }

    /** Those who read a report are told when it is withdrawn. */
    private Verdict reported(Verdict verdict) {
        return verdict.isWithdrawal()
                ? submissions.decision(new Reference(verdict.bearing().withdraws())).orElseThrow().verdict()
                : verdict;
    }

    private void notify(Submission submission, Verdict verdict) {
        Reference reference = submission.reference();
        String key = verdict.businessKey() == null ? reference.value() : Submissions.key(verdict.businessKey());
        for (String webhook : destinations.webhooks(verdict)) {
            outbox.add(reference, Kind.WEBHOOK, webhook, key);
        }
        Instant now = clock.instant();
        destinations.mail(submission, verdict, now)
                .ifPresent(mail -> outbox.add(reference, Kind.EPOST, submission.sender(), mail.together(), now, mail.due()));
    }

    /** The one INFO line for each outcome; nothing personal in it. */
    private static void tell(Decision decision) {
        Submission submission = decision.submission();
        LOG.info("{} {} {} {} {}", submission.reference(), submission.sender(), decision.outcome(),
                Optional.ofNullable(decision.verdict().reportType()).orElse("-"), codes(decision.verdict()));
    }

    private static String codes(Verdict verdict) {
        return String.join(",", verdict.codes());
    }

    /**
     * What is known now of the submissions of deliveries, asked for together. One that is large, or that cannot be read,
     * stays a delivery, for {@link #load(Referenced)} to load alone or to fail on alone.
     */
    public List<Referenced> loadTogether(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        try {
            return parcels(deliveries, submissions.known(deliveries.stream().map(Delivery::reference).toList()));
        } catch (RuntimeException e) {
            LOG.debug("{} deliveries are loaded one by one", deliveries.size(), e);
            return List.copyOf(deliveries);
        }
    }

    private List<Referenced> parcels(List<Delivery> deliveries, Map<Reference, Submissions.Known> known) {
        List<Referenced> loaded = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Submissions.Known of = known.get(delivery.reference());
            boolean isComplete = of != null && (of.decision() != null || Delivery.RECEPTION.equals(delivery.destination()));
            loaded.add(isComplete ? parcel(delivery, of.submission(), of.decision()) : delivery);
        }
        return loaded;
    }

    /** What is known of a delivery's submission now; a parcel is loaded already. */
    public Parcel load(Referenced work) {
        if (work instanceof Parcel parcel) {
            return parcel;
        }
        Delivery delivery = (Delivery) work;
        Submission submission = submissions.find(delivery.reference()).orElseThrow();
        Decision decision = submissions.decision(delivery.reference()).orElse(null);
        return parcel(delivery, submission, decision);
    }

    private Parcel parcel(Delivery delivery, Submission submission, Decision decision) {
        Parcel parcel = delivery.kind() == Kind.PARTNER
                ? new Parcel(delivery, submission, decision, outbox.receiptWith(delivery))
                : new Parcel(delivery, submission, decision);
        if (decision == null && !Delivery.RECEPTION.equals(parcel.receipt())) {
            throw new ConcurrencyFailureException("the decision that caused the delivery cannot be read yet");
        }
        return switch (delivery.kind()) {
            case EPOST -> parcel.gathering(outbox.together(delivery));
            case KOE -> delivery.destination().equals(Destinations.ARCHIVED)
                    ? parcel.with(outbox.packed(parcel.reference())) : parcel;
            default -> parcel;
        };
    }

    public Optional<Submission> find(Reference reference) {
        return submissions.find(reference);
    }

    public Optional<Decision> decision(Reference reference) {
        return submissions.decision(reference);
    }

    /** How many submissions stand at each outcome. */
    public long count(Outcome outcome) {
        return jdbc.sql("select count(*) from submission where outcome = ?")
                .param(outcome.name())
                .query(Long.class)
                .single();
    }
}
