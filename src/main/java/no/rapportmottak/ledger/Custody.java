package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What is in quarantine, and how an operator ends it: released, it goes the ordinary way again; rejected, it ends
 * there. Its sender gets one more result receipt either way. Where four eyes are demanded, the first who asks only
 * proposes, and another, who has signed in, has to ask for the same.
 */
public class Custody {

    /** Submissions that are in quarantine with one cause. */
    public record Group(String cause, long count, Instant oldest) {}

    /** @param proposals what somebody has proposed and a second has not confirmed */
    public record Held(
            Reference reference, String sender, String fileName, Instant received, String cause, String causeGroup,
            boolean fourEyes, List<Proposal> proposals) {}

    public record Proposal(Action action, String who, Instant at, String reason) {}

    public enum Action {
        RELEASE,
        REJECT
    }

    /** What came of asking. */
    public enum Result {
        DONE,
        /** It is written down, and another person has to ask for the same. */
        PROPOSED
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Audit audit;
    private final Set<String> fourEyes;

    /** @param fourEyes the schemes whose submissions it takes two persons to let out; none means one is enough */
    public Custody(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            Ledger ledger,
            Timeline timeline,
            Audit audit,
            Set<String> fourEyes) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.ledger = ledger;
        this.timeline = timeline;
        this.audit = audit;
        this.fourEyes = Set.copyOf(fourEyes);
    }

    public List<Group> groups() {
        return jdbc.sql("""
                        select coalesce(i.cause_group, '') as cause, count(*) as n, min(s.received) as oldest
                        from submission s left join isolation i on i.reference = s.reference
                        where s.outcome = 'KARANTENE' group by coalesce(i.cause_group, '') order by n desc, cause limit 200""")
                .query((row, n) -> new Group(row.getString("cause"), row.getLong("n"),
                        instant(row.getObject("oldest", OffsetDateTime.class))))
                .list();
    }

    /** The oldest first. */
    public List<Held> all(int most) {
        return held("", "order by s.reference limit " + most);
    }

    public Optional<Held> find(Reference reference) {
        return held("and s.reference = ?", "", reference.value()).stream().findFirst();
    }

    private List<Held> held(String condition, String ending, Object... parameters) {
        return jdbc.sql("""
                        select s.*, i.cause, i.cause_group from submission s
                            left join isolation i on i.reference = s.reference
                        where s.outcome = 'KARANTENE' %s %s""".formatted(condition, ending))
                .params(List.of(parameters))
                .query((row, n) -> new Held(
                        new Reference(row.getString("reference")), row.getString("sender"), row.getString("file_name"),
                        instant(row.getObject("received", OffsetDateTime.class)), row.getString("cause"),
                        row.getString("cause_group"), demandsFourEyes(row.getString("scheme")),
                        proposals(row.getString("reference"))))
                .list();
    }

    /** What could not be read may be of any scheme. */
    private boolean demandsFourEyes(String scheme) {
        return !fourEyes.isEmpty() && (scheme == null || fourEyes.contains(scheme));
    }

    private List<Proposal> proposals(String reference) {
        if (fourEyes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from approval where reference = ? order by at")
                .param(reference)
                .query((row, n) -> new Proposal(Action.valueOf(row.getString("action")), row.getString("who"),
                        instant(row.getObject("at", OffsetDateTime.class)), row.getString("reason")))
                .list();
    }

    /**
     * Lets a submission out to be checked again.
     *
     * @throws NotDone when it is not in quarantine, or its sender does not yet know that it is, or the
     *                 second of two persons has not signed in
     */
    public Result release(Reference reference, Act act) {
        return end(reference, Action.RELEASE, act, () -> {});
    }

    /**
     * Ends a submission as rejected.
     *
     * @param rejected the verdict that its sender gets
     * @throws NotDone as {@link #release}
     */
    public Result reject(Examined rejected, Act act) {
        return end(rejected.reference(), Action.REJECT, act, () -> ledger.decide(rejected));
    }

    private Result end(Reference reference, Action action, Act act, Runnable afterwards) {
        return transaction.execute(status -> {
            String scheme = lock(reference);
            if (demandsFourEyes(scheme) && !confirms(reference, action, act)) {
                propose(reference, action, act);
                return Result.PROPOSED;
            }
            open(reference);
            timeline.note(reference, action == Action.RELEASE ? "frigitt" : "avvist av driften", act.who() + ": " + act.reason());
            audit.note(act, "quarantine " + action.name().toLowerCase(), reference.value());
            afterwards.run();
            return Result.DONE;
        });
    }

    /** Its scheme, or null. */
    private String lock(Reference reference) {
        Optional<Optional<String>> scheme = jdbc.sql(
                        "select scheme from submission where reference = ? and outcome = 'KARANTENE' for update")
                .param(reference.value())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional();
        if (scheme.isEmpty()) {
            throw new NotDone(NotDone.Why.NOT_IN_QUARANTINE);
        }
        long untold = jdbc.sql("select count(*) from outbox where reference = ? and kind = 'KVITTERING' and state <> 'LEVERT'")
                .param(reference.value())
                .query(Long.class)
                .single();
        if (untold > 0) {
            throw new NotDone(NotDone.Why.RECEIPT_ON_ITS_WAY);
        }
        return scheme.get().orElse(null);
    }

    /** The operating system's users are often shared, and one person has several: none of them is the second. */
    private boolean confirms(Reference reference, Action action, Act act) {
        boolean confirms = proposedByAnother(reference, action, act);
        if (confirms && act.isOnCommandLine()) {
            throw new NotDone(NotDone.Why.CONFIRMED_ON_CONSOLE_ONLY);
        }
        return confirms;
    }

    private boolean proposedByAnother(Reference reference, Action action, Act act) {
        return jdbc.sql("select count(*) from approval where reference = ? and action = ? and who not in (?, ?)")
                .params(reference.value(), action.name(), act.who(), act.elsewhere())
                .query(Long.class)
                .single() > 0;
    }

    private void propose(Reference reference, Action action, Act act) {
        int proposed = jdbc.sql("""
                        insert into approval (reference, action, who, at, reason) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(reference.value(), action.name(), act.who(), utc(clock.instant()), act.reason())
                .update();
        if (proposed == 1) {
            audit.note(act, "quarantine propose " + action.name().toLowerCase(), reference.value());
        }
    }

    /** As if it had just been received; what was written of the quarantine stays in the timeline. */
    private void open(Reference reference) {
        for (String table : List.of("approval", "isolation", "finding", "verdict")) {
            jdbc.sql("delete from " + table + " where reference = ?").param(reference.value()).update();
        }
        jdbc.sql("update submission set outcome = 'MOTTATT', owner = null, handled = null, releases = releases + 1 where reference = ?")
                .param(reference.value())
                .update();
    }
}
