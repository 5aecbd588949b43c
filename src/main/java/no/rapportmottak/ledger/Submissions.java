package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.instant;
import static no.rapportmottak.ledger.Timeline.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.rapportmottak.ledger.VersionRule.Named;
import no.rapportmottak.ledger.VersionRule.Plan;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Bearing;
import no.rapportmottak.submission.BusinessKey;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.PostAmount;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The rows of submissions, verdicts and versions; each method one statement or two, in the caller's transaction. */
class Submissions {

    private static final int UNDECIDED_AT_ONCE = 500;
    /** In bytes. A whole batch of what is not larger is in memory at once. */
    private static final int LARGE = 100_000;
    /** What was received so much later than now shows that the clock has gone back. */
    private static final Duration CLOCK_WENT_BACK = Duration.ofMinutes(1);
    private static final int KEY_LENGTH = 255;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final Originals originals;

    Submissions(JdbcClient jdbc, Originals originals) {
        this.jdbc = jdbc;
        this.originals = originals;
    }

    /** In the hands of a node from the start; false when the reference is known already. */
    boolean insert(Submission s, String node) {
        return jdbc.sql("""
                        insert into submission (reference, sender, channel, file_name, received, sha256, size,
                                                declared_sha256, original_path, search_name, outcome, owner)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'MOTTATT', ?) on conflict do nothing""")
                .params(s.reference().value(), s.sender(), s.channel().name(), s.fileName(), utc(s.received()),
                        s.original().sha256(), s.original().size(), s.declaredSha256(), originals.stored(s.original()),
                        Criteria.searchName(s.fileName()), node)
                .update() == 1;
    }

    Optional<Submission> find(Reference reference) {
        return jdbc.sql("select * from submission where reference = ?")
                .param(reference.value())
                .query((row, n) -> submission(row))
                .optional();
    }

    /** @param orphaned whether a node had it in hand that is gone */
    record Left(Submission submission, boolean orphaned) {}

    /** The oldest without a decision that are a node's, or become it now because no living node has them. */
    List<Left> takeUndecided(Instant receivedBefore, String node) {
        List<Left> undecided = jdbc.sql("""
                        select * from submission where outcome = 'MOTTATT' and (received < ? or received > ?) and %s
                        order by reference limit ? for update skip locked""".formatted(Nodes.FREE))
                .params(utc(receivedBefore), utc(receivedBefore.plus(CLOCK_WENT_BACK)), node, UNDECIDED_AT_ONCE)
                .query((row, n) -> left(row, node))
                .list();
        if (!undecided.isEmpty()) {
            jdbc.sql("update submission set owner = :node where reference in (:taken) and (owner is null or owner <> :node)")
                    .param("node", node)
                    .param("taken", undecided.stream().map(left -> left.submission().reference().value()).toList())
                    .update();
        }
        return undecided;
    }

    private Left left(ResultSet row, String node) throws SQLException {
        String owner = row.getString("owner");
        return new Left(submission(row), owner != null && !owner.equals(node));
    }

    /**
     * One without a decision.
     *
     * @param releases how often it was released from quarantine
     * @param owner    the node that has it in hand, or null
     */
    record Undecided(int releases, String owner) {}

    /** Locks the row; empty when it is decided already. */
    Optional<Undecided> lockUndecided(Reference reference) {
        return jdbc.sql("select releases, owner from submission where reference = ? and outcome = 'MOTTATT' for update")
                .param(reference.value())
                .query((row, n) -> new Undecided(row.getInt(1), row.getString(2)))
                .optional();
    }

    /** The valid version of a key, which nobody else can change until this transaction ends. */
    Optional<Earlier> lockCurrent(BusinessKey key) {
        jdbc.sql("insert into current_version (business_key) values (?) on conflict do nothing")
                .param(key(key))
                .update();
        return jdbc.sql("select reference from current_version where business_key = ? for update")
                .param(key(key))
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .flatMap(this::earlier);
    }

    private Optional<Earlier> earlier(String reference) {
        return jdbc.sql("select reference, sha256, received, outcome, version from submission where reference = ?")
                .param(reference)
                .query((row, n) -> new Earlier(
                        new Reference(row.getString("reference")), row.getString("sha256"),
                        instant(row.getObject("received", OffsetDateTime.class)),
                        Outcome.valueOf(row.getString("outcome")), row.getInt("version")))
                .optional();
    }

    /** The accepted report with that reference, as one of the key sees it. */
    Optional<Named> named(String reference, BusinessKey by) {
        return jdbc.sql("""
                        select s.*, next.withdraws as taken_back from submission s
                            left join submission next on next.reference = s.replaced_by
                        where s.reference = ? and s.version > 0 and s.withdraws is null""")
                .param(reference)
                .query((row, n) -> new Named(
                        new Reference(row.getString("reference")), row.getString("organisation"),
                        key(by).equals(row.getString("business_key")), reference(row, "replaced_by"),
                        row.getString("taken_back") != null))
                .optional();
    }

    /** The key of an accepted report, or empty when there is none with that reference. */
    Optional<BusinessKey> keyOf(String reference) {
        return jdbc.sql("""
                        select business_key from submission
                        where reference = ? and version > 0 and withdraws is null""")
                .param(reference)
                .query(String.class)
                .optional()
                .map(BusinessKey::new);
    }

    /** Puts a version in the place of the valid one, whose row {@link #lockCurrent} has locked; its number. */
    int becomeCurrent(Reference reference, BusinessKey key) {
        return follow(reference, key, reference.value());
    }

    /** Takes the valid version back, whose row is locked likewise: after it there is none. */
    int withdrawCurrent(Reference reference, BusinessKey key) {
        jdbc.sql("update content set holder = null where holder in (select reference from submission where business_key = ?)")
                .param(key(key))
                .update();
        return follow(reference, key, null);
    }

    private int follow(Reference reference, BusinessKey key, String current) {
        jdbc.sql("""
                        update submission set replaced_by = ? where reference =
                            (select reference from current_version where business_key = ?)""")
                .params(reference.value(), key(key))
                .update();
        jdbc.sql("update current_version set reference = ?, version = version + 1 where business_key = ?")
                .params(current, key(key))
                .update();
        return jdbc.sql("select version from current_version where business_key = ?")
                .param(key(key))
                .query(Integer.class)
                .single();
    }

    /** @param original of a duplicate, else null */
    void update(Examined examined, int version, Reference original, Instant handled) {
        Verdict v = examined.verdict();
        jdbc.sql("""
                        update submission set outcome = ?, handled = ?, report_type = ?, schema_version = ?,
                            rule_version = ?, organisation = ?, business_key = ?, version = ?, trial = ?,
                            replaces = ?, original = ?, within_deadline = ?, deadline = ?, budget_year = ?,
                            chapter = ?, post = ?, scheme = ?, own_reference = ?, withdraws = ? where reference = ?""")
                .params(v.outcome().name(), utc(handled), v.reportType(), v.schemaVersion(), v.ruleVersion(),
                        v.fact("organisasjonsnummer"), key(v.businessKey()), version, v.trial(), v.replaces(),
                        original == null ? null : original.value(), v.withinDeadline(),
                        v.deadline() == null ? null : v.deadline().date(), year(v), v.fact("kapittel"), v.fact("post"),
                        v.fact("ordning"), v.fact("avsendersReferanse"), withdraws(v), examined.reference().value())
                .update();
        jdbc.sql("insert into verdict (reference, findings, facts, canonical, plan) values (?, ?, ?, ?, ?)")
                .params(examined.reference().value(), json(v.findings()), json(v.facts()), v.canonical(),
                        v.againstPlan().isEmpty() ? null : json(v.againstPlan()))
                .update();
        for (String code : v.codes()) {
            jdbc.sql("insert into finding (reference, code) values (?, ?)")
                    .params(examined.reference().value(), code)
                    .update();
        }
        if (version > 0) {
            v.bearing().planned().forEach(planned -> plan(examined.reference(), year(v), planned));
        }
    }

    private void plan(Reference reference, int year, PostAmount planned) {
        jdbc.sql("insert into planned_post (reference, budget_year, chapter, post, amount) values (?, ?, ?, ?, ?)")
                .params(reference.value(), year, planned.chapter(), planned.post(), planned.amount())
                .update();
    }

    /** Why a submission is in quarantine. */
    void isolate(Reference reference, Throwable cause) {
        jdbc.sql("insert into isolation (reference, cause, cause_group) values (?, ?, ?) on conflict do nothing")
                .params(reference.value(), Causes.text(cause), Causes.group(cause))
                .update();
    }

    /** What the valid plans of the year mean to use on a post. */
    Stream<Plan> plans(int year, String chapter, String post) {
        return jdbc.sql("""
                        select p.*, s.version from planned_post p join submission s on s.reference = p.reference
                        where p.budget_year = ? and p.chapter = ? and p.post = ? and s.replaced_by is null
                        order by s.received""")
                .params(year, chapter, post)
                .query((row, n) -> new Plan(
                        new Reference(row.getString("reference")), row.getInt("version"), row.getString("chapter"),
                        row.getString("post"), row.getLong("amount")))
                .stream();
    }

    /** Of an accepted one; another took nothing back. */
    private static String withdraws(Verdict verdict) {
        return verdict.outcome().accepted() && !verdict.trial() ? verdict.bearing().withdraws() : null;
    }

    static Integer year(Verdict verdict) {
        return verdict.fact("budsjettaar") == null ? null : Integer.valueOf(verdict.fact("budsjettaar"));
    }

    Optional<Decision> decision(Reference reference) {
        return jdbc.sql("""
                        select s.*, v.findings, v.facts, v.canonical, v.plan from submission s
                            join verdict v on v.reference = s.reference where s.reference = ?""")
                .param(reference.value())
                .query((row, n) -> decision(row))
                .optional();
    }

    /** @param decision null as long as there is none */
    record Known(Submission submission, Decision decision) {}

    /** What is known of some submissions, in one statement: of those that the ledger has, but for large ones. */
    Map<Reference, Known> known(Collection<Reference> references) {
        Map<Reference, Known> known = new HashMap<>();
        jdbc.sql("""
                        select s.*, v.findings, v.facts, v.canonical, v.plan from submission s
                            left join verdict v on v.reference = s.reference
                        where s.reference = any(?)
                            and coalesce(octet_length(v.canonical), 0) + coalesce(octet_length(v.findings), 0) <= ?""")
                .params(new SqlArrayValue("varchar", references.stream().map(Reference::value).distinct().toArray()),
                        LARGE)
                .query((row, n) -> new Known(submission(row), row.getString("findings") == null ? null : decision(row)))
                .list()
                .forEach(one -> known.put(one.submission().reference(), one));
        return known;
    }

    private Decision decision(ResultSet row) throws SQLException {
        Earlier original = Optional.ofNullable(row.getString("original")).flatMap(this::earlier).orElse(null);
        return new Decision(
                submission(row), verdict(row), instant(row.getObject("handled", OffsetDateTime.class)), original,
                row.getInt("version"), reference(row, "replaced_by"), before(row));
    }

    private Verdict before(ResultSet row) throws SQLException {
        String before = row.getString("withdraws") == null ? row.getString("replaces") : row.getString("withdraws");
        if (row.getInt("version") < 2 || before == null) {
            return null;
        }
        return jdbc.sql("""
                        select s.*, v.findings, v.facts, v.canonical, v.plan from submission s
                            join verdict v on v.reference = s.reference where s.reference = ?""")
                .param(before)
                .query((earlier, n) -> verdict(earlier))
                .single();
    }

    private Submission submission(ResultSet row) throws SQLException {
        Original original = new Original(
                originals.path(row.getString("original_path")), row.getString("sha256"), row.getLong("size"));
        return new Submission(
                reference(row, "reference"), row.getString("sender"), Channel.valueOf(row.getString("channel")),
                row.getString("file_name"), instant(row.getObject("received", OffsetDateTime.class)), original,
                row.getString("declared_sha256"));
    }

    private static Verdict verdict(ResultSet row) throws SQLException {
        String key = row.getString("business_key");
        return new Verdict(
                Outcome.valueOf(row.getString("outcome")),
                parse(row.getString("findings"), new TypeReference<List<Finding>>() {}),
                row.getString("report_type"), row.getString("schema_version"), row.getString("rule_version"),
                parse(row.getString("facts"), new TypeReference<Map<String, String>>() {}),
                key == null ? null : new BusinessKey(key), row.getBoolean("trial"), row.getString("replaces"),
                deadline(row), row.getString("canonical"), List.of(),
                new Bearing(row.getString("withdraws"), List.of(), List.of()), againstPlan(row.getString("plan")));
    }

    private static List<AgainstPlan> againstPlan(String plan) {
        return plan == null ? List.of() : parse(plan, new TypeReference<List<AgainstPlan>>() {});
    }

    private static Deadline deadline(ResultSet row) throws SQLException {
        Boolean kept = (Boolean) row.getObject("within_deadline");
        return kept == null ? null : new Deadline(row.getObject("deadline", LocalDate.class), kept);
    }

    private static Reference reference(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : new Reference(value);
    }

    /** A key as it stands in the ledger: whole, or its hash where it would not fit. */
    static String key(BusinessKey key) {
        return key == null || key.value().length() <= KEY_LENGTH ? text(key) : "sha256:" + sha256(key.value());
    }

    private static String text(BusinessKey key) {
        return key == null ? null : key.value();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Map<String, String> facts(String facts) {
        return parse(facts, new TypeReference<>() {});
    }

    static int countFindings(String findings) {
        return parse(findings, new TypeReference<List<Finding>>() {}).size();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T parse(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds something else than was written", e);
        }
    }
}
