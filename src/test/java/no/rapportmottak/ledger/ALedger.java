package no.rapportmottak.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import no.rapportmottak.SetClock;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.BusinessKey;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** A ledger on an empty database, with a clock that goes on only when told, and two queues for every report. */
final class ALedger {

    static final Deadline DEADLINE = new Deadline(LocalDate.of(2024, 4, 1), true);
    static final String FIRST_QUEUE = "hod.en";
    static final String SECOND_QUEUE = "hod.to";
    static final String PARTNER = "fylke";

    /** Those that refer to others first. */
    private static final List<String> TABLES = List.of(
            "purge", "reminder", "node", "lease", "fetched", "audit", "paused_sender", "approval", "isolation", "tally", "finding", "planned_post", "archive_package", "outbox", "timeline", "verdict", "current_version", "content", "submission");

    final Ledger ledger;
    final Outbox outbox;
    final Timeline timeline;
    final Nodes nodes;
    final Originals originals;
    final Tally tally;
    final Audit audit;
    final Search search;
    final DeadLetters deadLetters;
    final Pauses pauses;
    final KeyUses keyUses;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Path folder;
    private final SetClock clock = new SetClock(Instant.parse("2024-02-15T10:00:00Z"));

    private ALedger(DataSource database, Path folder) {
        this.folder = folder;
        this.database = database;
        jdbc = JdbcClient.create(database);
        transaction = new GroupCommit(new DataSourceTransactionManager(database));
        originals = new Originals(folder.resolve("originals"));
        timeline = new Timeline(jdbc, clock);
        nodes = new Nodes(jdbc, Duration.ofSeconds(10));
        nodes.renew();
        outbox = new Outbox(jdbc, transaction, clock, timeline, nodes, Duration.ZERO);
        tally = new Tally(jdbc, clock);
        audit = new Audit(jdbc, clock);
        search = new Search(database, timeline);
        deadLetters = new DeadLetters(jdbc, transaction, clock, audit);
        keyUses = new KeyUses(jdbc, clock);
        pauses = new Pauses(jdbc, transaction, clock, audit);
        ledger = new Ledger(jdbc, transaction, clock, originals, new Submissions(jdbc, originals), timeline,
                tally, outbox,
                new Everywhere(), ALedger::judge, nodes);
    }

    /** Every report to both queues, and what was fetched from a partner's server back there. */
    private static final class Everywhere implements Destinations {

        @Override
        public List<String> queues(Verdict verdict) {
            return List.of(FIRST_QUEUE, SECOND_QUEUE);
        }

        @Override
        public Optional<String> partner(Submission submission) {
            return Optional.of(PARTNER).filter(partner -> submission.channel() == Channel.PARTNER);
        }
    }

    static ALedger on(DataSource database, Path folder) {
        Flyway.configure().dataSource(database).load().migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        TABLES.forEach(table -> jdbc.sql("delete from " + table).update());
        return new ALedger(database, folder);
    }

    /** The same node after it was killed and started again: nothing is in hand there. */
    static ALedger again(DataSource database, Path folder) {
        JdbcClient.create(database).sql("delete from node").update();
        return new ALedger(database, folder);
    }

    /** When the oldest submission without a decision came, if there is one. */
    Optional<Instant> undecidedSince() {
        return new Backlog(jdbc).oldest(Outcome.MOTTATT).map(Backlog.Standing::since);
    }

    /** Another node, beside those that there are. */
    ALedger another() {
        return new ALedger(database, folder);
    }

    /** It gave no sign of life for too long; what it does now it does without knowing. */
    void lapse() {
        jdbc.sql("update node set lease_ends = current_timestamp - interval '1' second where id = ?").param(nodes.id()).update();
    }

    Custody custody(String... fourEyes) {
        return new Custody(jdbc, transaction, clock, ledger, timeline, audit, Set.of(fourEyes));
    }

    /** As if it were another process of this machine. */
    void becomeProcess(long pid) {
        jdbc.sql("update node set pid = ? where id = ?").params(pid, nodes.id()).update();
    }

    /** As the real rule, in short: the first one, or one that names the valid one. */
    private static Verdict judge(Examined examined, VersionRule.Standing standing) {
        String current = standing.current().map(version -> version.reference().value()).orElse(null);
        Verdict v = examined.verdict();
        return Objects.equals(current, v.replaces()) ? v : rejected(v, "KOR-000 " + current);
    }

    private static Verdict rejected(Verdict v, String message) {
        return new Verdict(Outcome.AVVIST, List.of(new Finding("KOR-000", Severity.FEIL, "", null, null, message, null)),
                v.reportType(), v.schemaVersion(), v.ruleVersion(), v.facts(), v.businessKey(), v.trial(), v.replaces(),
                v.deadline(), v.canonical(), v.notChecked());
    }

    void goOn(Duration time) {
        clock.goOn(time);
    }

    Instant now() {
        return clock.instant();
    }

    /** Writes a package that waits, while another clock goes on. */
    void packageWaits(Reference reference, Clock by) {
        Outbox written = new Outbox(jdbc, transaction, by, timeline, nodes, Duration.ZERO);
        transaction.executeWithoutResult(status -> written.add(reference, Delivery.Kind.ARKIV, Delivery.ARCHIVE, reference.value()));
    }

    // Submissions

    Purges purges() {
        return new Purges(jdbc, transaction, clock, timeline, originals, Duration.ofDays(30));
    }

    Reminders reminders() {
        return new Reminders(jdbc, transaction, clock);
    }

    Reconciliation reconciliation() {
        return new Reconciliation(jdbc);
    }

    Fetches fetches() {
        return new Fetches(jdbc);
    }

    Claim claim(String sender, String content) throws IOException {
        return claim(sender, Channel.MAPPE, content);
    }

    Claim claim(String sender, Channel channel, String content) throws IOException {
        Reference reference = Reference.mint(clock.instant());
        Path file = Files.createDirectories(folder.resolve("incoming").resolve(reference.value())).resolve("rapport.xml");
        Files.writeString(file, content);
        return new Claim(reference, sender, channel, "rapport.xml", clock.instant(), file, null);
    }

    Submission received(String sender, String content) throws IOException {
        Submission submission = ledger.receive(claim(sender, content));
        ledger.take(submission);
        return submission;
    }

    /** What the check would say of a good report with that key, which names what it replaces, or null. */
    static Examined good(Submission submission, String key, Reference replaces) {
        return examined(submission, Outcome.GODKJENT, key, false, replaces);
    }

    static Examined trial(Submission submission, String key) {
        return examined(submission, Outcome.GODKJENT, key, true, null);
    }

    static Examined bad(Submission submission, String key) {
        return examined(submission, Outcome.AVVIST, key, false, null);
    }

    private static Examined examined(Submission submission, Outcome outcome, String key, boolean trial, Reference replaces) {
        return new Examined(submission, new Verdict(outcome, List.of(), "tilskuddsrapport", "v1", "2023.1",
                Map.of("organisasjonsnummer", "999263550"), new BusinessKey(key), trial,
                replaces == null ? null : replaces.value(), DEADLINE, "{\"æ\":1}", List.of()));
    }

    /** Receives and accepts a report with that key. */
    Decision accepted(String sender, String content, String key) throws IOException {
        Submission submission = received(sender, content);
        ledger.admits(submission);
        return ledger.decide(good(submission, key, null));
    }

    /** Receives something that cannot be checked and tells its sender. */
    Submission isolated(String content, Throwable cause) throws IOException {
        Submission submission = received("solvik", content);
        ledger.isolate(unreadable(submission, Outcome.KARANTENE, "MOT-901"), cause);
        deliverAll(Delivery.Kind.KVITTERING);
        return submission;
    }

    static Examined unreadable(Submission submission, Outcome outcome, String code) {
        return new Examined(submission, Verdict.unreadable(
                outcome, List.of(new Finding(code, Severity.FATAL, null, null, null, "message", null))));
    }

    /** Receives and rejects a report with a finding of that code and, if there is one, an attachment. */
    Submission rejected(String content, String code, String attachment) throws IOException {
        goOn(Duration.ofMillis(1));
        Submission submission = received("solvik", content);
        ledger.admits(submission);
        ledger.decide(new Examined(submission, new Verdict(
                Outcome.AVVIST, List.of(new Finding(code, Severity.FEIL, "", null, null, "message", null)),
                "tilskuddsrapport", "v1", "2023.1", Map.of(), new BusinessKey(content), false, null, DEADLINE,
                attachment == null ? "{}" : "{\"vedlegg\":[{\"sha256\":\"" + attachment + "\"}]}", List.of())));
        return submission;
    }

    /** Packs what waits for the archive. */
    void packAll() {
        for (Delivery item : outbox.take(Delivery.Kind.ARKIV)) {
            outbox.delivered(ledger.load(item).with(new ArchivePackage("archive/" + item.reference() + ".zip", "ab", 2)));
        }
    }

    // Deliveries

    /** Makes dead letters of the first submission there is. */
    void manyDead(int count) {
        String reference = jdbc.sql("select min(reference) from submission").query(String.class).single();
        List<Object[]> rows = IntStream.range(0, count)
                .mapToObj(i -> new Object[] {UUID.randomUUID().toString(), reference, "dead-" + i, Timeline.utc(clock.instant()), Timeline.utc(clock.instant())})
                .toList();
        new JdbcTemplate(database).batchUpdate("""
                insert into outbox (id, reference, kind, destination, order_key, state, created, due)
                values (?, ?, 'KOE', 'hod.en', ?, 'DOED', ?, ?)""", rows);
    }

    List<String> due(Delivery.Kind kind) {
        return outbox.take(kind).stream().map(item -> item.reference() + " " + item.destination()).toList();
    }

    /** Delivers what is due of a kind until nothing is; what went out, in order. */
    List<Delivery> deliverAll(Delivery.Kind kind) {
        List<Delivery> all = new ArrayList<>();
        for (List<Delivery> due = outbox.take(kind); !due.isEmpty(); due = outbox.take(kind)) {
            due.forEach(item -> outbox.delivered(ledger.load(item)));
            all.addAll(due);
        }
        return all;
    }
}
