package no.rapportmottak.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The append-only chain over the timeline and the audit. What happens writes its row in its own transaction and waits
 * for nobody; afterwards one node at a time gives the rows their numbers and hashes, many at once. The row
 * {@code chain_head} is locked for each batch, so the chain never forks, whoever thinks that it is his to go on with.
 */
public class Chain {

    private static final int PAGE = 5000;
    private static final long UNKNOWN = -1;

    /** @param hash of the last entry */
    public record Head(long seq, String hash) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionOperations transaction;
    private final BooleanSupplier leads;
    private final List<Trail> trails;
    /** The end of the chain when this node went on with it last. */
    private long left = UNKNOWN;

    /** @param leads whether this node is the one that goes on with the chain; never, for whoever only reads */
    public Chain(JdbcTemplate jdbc, TransactionOperations transaction, BooleanSupplier leads) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.transaction = transaction;
        this.leads = leads;
        this.trails = List.of(Trail.timeline(this.jdbc), Trail.audit(this.jdbc));
    }

    /** Chains what has happened since, up to a batch; how many entries that was. */
    public synchronized int advance() {
        if (left != UNKNOWN && trails.stream().noneMatch(Trail::hasNew)) {
            return 0;
        }
        long before = left;
        // What the trails know is wrong if this transaction fails.
        left = UNKNOWN;
        Head[] ends = transaction.execute(status -> lead().map(head -> goOn(head, before)).orElse(null));
        if (ends == null) {
            return 0;
        }
        left = ends[1].seq();
        return (int) (ends[1].seq() - ends[0].seq());
    }

    /** The head before and after. */
    private Head[] goOn(Head head, long before) {
        if (before != head.seq()) {
            trails.forEach(Trail::lookBack);
        }
        List<Link> next = new ArrayList<>();
        trails.forEach(trail -> next.addAll(trail.next()));
        next.sort(Comparator.comparing(Link::at));
        return new Head[] {head, append(head, next)};
    }

    private Head append(Head head, List<Link> next) {
        List<Object[]> rows = new ArrayList<>();
        Head end = head;
        for (Link link : next) {
            Link chained = link.chained(end.seq() + 1, end.hash());
            rows.add(new Object[] {chained.seq(), chained.source(), chained.id(), chained.digest(), chained.hash()});
            end = new Head(chained.seq(), chained.hash());
        }
        if (!rows.isEmpty()) {
            batches.batchUpdate("insert into chain (seq, source, id, digest, hash) values (?, ?, ?, ?, ?)", rows);
            jdbc.sql("update chain_head set seq = ?, hash = ?").params(end.seq(), end.hash()).update();
        }
        return end;
    }

    /** The head, locked, when this node goes on with it. */
    private Optional<Head> lead() {
        return leads.getAsBoolean() ? Optional.of(head("for update")) : Optional.empty();
    }

    public Head head() {
        return head("");
    }

    private Head head(String how) {
        return jdbc.sql("select seq, hash from chain_head " + how)
                .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                .single();
    }

    /** Every entry after a number up to another, in order, as the ledger has it now. */
    public void forEach(long after, long until, Consumer<Link> reader) {
        long last = after;
        for (List<Link> page = page(last, until); !page.isEmpty(); page = page(last, until)) {
            page.forEach(reader);
            last = page.get(page.size() - 1).seq();
        }
    }

    /** The entries about a submission, or that persons made about it, in order. */
    public List<Link> about(String reference) {
        return links("""
                        c.seq in (
                            select x.seq from timeline y join chain x on x.source = 'T' and x.id = y.id where y.reference = ?
                            union all
                            select x.seq from audit y join chain x on x.source = 'A' and x.id = y.id where y.subject = ?)
                        """, reference, reference, Integer.MAX_VALUE);
    }

    /** What an entry follows: the hash of the one before. */
    public String before(long seq) {
        return jdbc.sql("select hash from chain where seq = ?").param(seq - 1).query(String.class).optional().orElse(Link.START);
    }

    private List<Link> page(long after, long until) {
        return links("c.seq > ? and c.seq <= ?", after, until, PAGE);
    }

    /** @param parameters of the condition, and then how many at most */
    private List<Link> links(String condition, Object... parameters) {
        return jdbc.sql("""
                        select c.seq, c.source, c.id as row_id, c.digest, c.hash, coalesce(t.id, a.id) as id,
                            coalesce(t.at, a.at) as at, case when t.id is null then a.who else %s end as who,
                            coalesce(t.step, a.what) as what, coalesce(t.reference, a.subject) as subject,
                            case when t.id is null then a.reason else t.detail end as why
                        from chain c left join timeline t on c.source = 'T' and t.id = c.id
                            left join audit a on c.source = 'A' and a.id = c.id
                        where %s order by c.seq limit ?"""
                        .formatted(Link.HUB_AND_NODE.formatted("t.node", "t.node"), condition))
                .params(parameters)
                .query((row, n) -> link(row))
                .list();
    }

    private static Link link(ResultSet row) throws SQLException {
        Link found = row.getObject("id") == null
                ? new Link(0, row.getString("source"), row.getLong("row_id"), null, null, null, null, null, false, null, null)
                : Trail.link(row);
        return found.at(row.getLong("seq"), row.getString("digest"), row.getString("hash"));
    }

    /** A row below those that are chained which is not itself: nobody writes one so late. */
    public Optional<String> unchained() {
        return trails.stream().map(Trail::unchained).flatMap(Optional::stream).findFirst();
    }

    /** How many rows wait for their place. */
    public long waiting() {
        return trails.stream().mapToLong(Trail::waiting).sum();
    }

    // What was signed

    /** @param day UTC, as in {@code 2024-04-01} */
    public record Root(String day, long first, long last) {}

    public List<Root> roots() {
        return jdbc.sql("select * from chain_root order by signed_day")
                .query((row, n) -> new Root(row.getString("signed_day"), row.getLong("first_seq"), row.getLong("last_seq")))
                .list();
    }

    /**
     * Closes a day, if this node goes on with the chain: whatever is chained and not in an earlier root.
     *
     * @param sign is told what the root covers, and makes it last before it returns
     * @return whether it is this node that goes on with the chain
     */
    public boolean close(String day, Consumer<Root> sign) {
        return Boolean.TRUE.equals(transaction.execute(status -> lead().map(head -> {
            close(day, head, sign);
            return true;
        }).orElse(false)));
    }

    private void close(String day, Head head, Consumer<Root> sign) {
        List<Root> roots = roots();
        Root last = roots.isEmpty() ? new Root("", 1, 0) : roots.get(roots.size() - 1);
        if (last.day().compareTo(day) < 0 && head.seq() > last.last()) {
            Root root = new Root(day, last.last() + 1, head.seq());
            sign.accept(root);
            jdbc.sql("insert into chain_root (signed_day, first_seq, last_seq) values (?, ?, ?)")
                    .params(day, root.first(), root.last())
                    .update();
        }
    }

    /**
     * Where the bytes of a submission and its package lie, from the data folder.
     *
     * @param packed null when there is none
     * @param purged since when they are deleted, as the timeline says; null when they are there
     */
    public record Files(String original, String packed, Instant purged) {}

    public Optional<Files> files(String reference) {
        return jdbc.sql("""
                        select s.original_path, p.path,
                            (select min(t.at) from timeline t where t.reference = s.reference and t.step = ?)
                        from submission s left join archive_package p on p.reference = s.reference where s.reference = ?""")
                .params(Purges.BEGUN, reference)
                .query((row, n) -> new Files("originals/" + row.getString(1), row.getString(2),
                        Timeline.instant(row.getObject(3, OffsetDateTime.class))))
                .optional();
    }
}
