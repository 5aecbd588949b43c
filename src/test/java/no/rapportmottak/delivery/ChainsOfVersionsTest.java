package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Destinations;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;
import no.rapportmottak.validation.Examination;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Random lives of reports: sent, sent again, corrected, raced, withdrawn. A model of a few lines says how each step
 * ends, and a consumer that gets the messages twice and in any order has the state of the model in the end.
 */
class ChainsOfVersionsTest {

    private static final int CHAINS = 1000;
    private static final int LONGEST = 8;
    private static final String ORGANISATION = "999263550";
    private static final String QUEUE = "hod.tilskuddsrapport";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2024-02-15T10:00:00Z");

    /** The hub's ledger, check and registry, on a database in memory, with one queue for every report. */
    @ComponentScan({"no.rapportmottak.ledger", "no.rapportmottak.validation", "no.rapportmottak.registry"})
    static class Parts {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        AttachmentStore attachmentStore() {
            return AttachmentStore.hashing();
        }

        @Bean
        DataSource dataSource() {
            DataSource database = JdbcConnectionPool.create("jdbc:h2:mem:chains;MODE=PostgreSQL;"
                    + "DATABASE_TO_LOWER=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_DELAY=-1", "sa", "");
            Flyway.configure().dataSource(database).load().migrate();
            return database;
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        JdbcClient jdbcClient(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new DataSourceTransactionManager(database);
        }

        @Bean
        Destinations destinations() {
            return verdict -> List.of(QUEUE);
        }
    }

    /** What the ledger should know of one report. */
    private static final class Model {
        private final Map<String, Reference> held = new HashMap<>();
        private final List<Reference> accepted = new ArrayList<>();
        private final Set<Reference> withdrawn = new HashSet<>();
        private Reference current;
        private String currentForm;
        private int version;

        String correcting(Reference named) {
            if (named.equals(current)) {
                return "";
            }
            return !accepted.contains(named) ? "KOR-002" : withdrawn.contains(named) ? "KOR-011" : "KOR-003";
        }

        String withdrawing(Reference named) {
            if (named.equals(current)) {
                return "";
            }
            return !accepted.contains(named) ? "KOR-012" : withdrawn.contains(named) ? "KOR-014" : "KOR-013";
        }

        void accept(Reference reference, String content, String form) {
            accepted.add(reference);
            held.put(content, reference);
            current = reference;
            currentForm = form;
            version++;
        }

        void withdraw() {
            withdrawn.add(current);
            held.clear();
            current = null;
            currentForm = null;
            version++;
        }
    }

    private record Ending(Reference reference, String outcome, List<String> codes, String form) {}

    private final ExecutorService racers = Executors.newFixedThreadPool(2);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private ConfigurableApplicationContext parts;
    private Ledger ledger;
    private Outbox outbox;
    private Check check;
    private QueueMessages messages;
    private ObjectNode good;
    private int files;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        parts = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("rapportmottak.data=" + folder)
                .run("--rapportmottak.relays.look=0s");
        ledger = parts.getBean(Ledger.class);
        outbox = parts.getBean(Outbox.class);
        check = parts.getBean(Check.class);
        messages = new QueueMessages(null, null);
        parts.getBean(Senders.class).add(new Sender("solvik", ORGANISATION, "Solvik kommune", "KOMMUNE", "nb",
                List.of(ORGANISATION), List.of(), List.of(), null, true));
        good = (ObjectNode) JSON.readTree(Path.of(
                "schemas/tilskuddsrapport/v1/samples/valid/tilskuddsrapport-rusarbeid-alt-overfoert.json").toFile());
    }

    @AfterEach
    void stop() {
        racers.shutdownNow();
        parts.close();
    }

    @Test
    void endAsTheModelPredictsWithOneEffectForEachAcceptedVersion() throws Exception {
        for (int chain = 0; chain < CHAINS; chain++) {
            live(chain);
        }
    }

    private void live(int chain) throws Exception {
        Model model = new Model();
        List<String> sent = new ArrayList<>();
        for (int step = 1 + random.nextInt(LONGEST); step > 0; step--) {
            switch (random.nextInt(10)) {
                case 0, 1 -> submit(model, sent, report(chain, null));
                case 2 -> submit(model, sent, sent.isEmpty() ? report(chain, null) : any(sent));
                case 3, 4, 5 -> submit(model, sent, report(chain, known(model)));
                case 6, 7 -> race(model, chain);
                default -> withdraw(model, known(model));
            }
        }
        assertConsumerAgrees(model, chain);
    }

    /** The current one mostly, else one that was, else one that nobody knows. */
    private Reference known(Model model) {
        int which = random.nextInt(10);
        if (which < 6 && model.current != null) {
            return model.current;
        }
        return which < 9 && !model.accepted.isEmpty() ? any(model.accepted) : Reference.mint(NOW);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String report(int chain, Reference replaces) {
        ObjectNode report = good.deepCopy();
        report.put("avsendersReferanse", "kjede-" + chain);
        ((ObjectNode) report.get("kontakt")).put("telefon", "+47 %08d".formatted(++files));
        if (replaces != null) {
            report.put("erstatter", replaces.value());
        }
        return report.toString();
    }

    private static Reference replaces(String report) throws IOException {
        String named = JSON.readTree(report).path("erstatter").textValue();
        return named == null ? null : new Reference(named);
    }

    private void submit(Model model, List<String> sent, String report) throws Exception {
        sent.add(report);
        Ending ending = handIn(report);
        if (model.held.containsKey(report)) {
            assertEnds(ending, "DUPLIKAT", "");
            return;
        }
        Reference replaces = replaces(report);
        String code = replaces != null ? model.correcting(replaces) : model.current == null ? "" : "KOR-001";
        assertEnds(ending, code.isEmpty() ? "GODKJENT" : "AVVIST", code);
        if (code.isEmpty()) {
            model.accept(ending.reference(), report, ending.form());
        }
    }

    /** Two corrections of the valid version, or two first versions, at one moment. */
    private void race(Model model, int chain) throws Exception {
        String one = report(chain, model.current);
        String other = report(chain, model.current);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Ending> first = racers.submit(() -> handIn(one, start));
        Future<Ending> second = racers.submit(() -> handIn(other, start));
        boolean firstWon = first.get().outcome().equals("GODKJENT");
        Ending winner = firstWon ? first.get() : second.get();
        Ending loser = firstWon ? second.get() : first.get();

        assertEnds(winner, "GODKJENT", "");
        assertEnds(loser, "AVVIST", model.current == null ? "KOR-001" : "KOR-003");
        model.accept(winner.reference(), firstWon ? one : other, winner.form());
    }

    private void withdraw(Model model, Reference named) throws Exception {
        ObjectNode document = JSON.createObjectNode()
                .put("skjema", "tilbaketrekking/v1")
                .put("avsendersReferanse", "trekk-" + ++files)
                .put("spraak", "nb");
        document.set("avsender", good.get("avsender"));
        document.set("kontakt", good.get("kontakt"));
        document.put("trekker", named.value()).put("begrunnelse", "Levert på feil ordning.");

        Ending ending = handIn(document.toString());

        String code = model.withdrawing(named);
        assertEnds(ending, code.isEmpty() ? "GODKJENT" : "AVVIST", code);
        if (code.isEmpty()) {
            model.withdraw();
        }
    }

    private void assertEnds(Ending ending, String outcome, String code) {
        assertThat(ending.outcome()).as("seed %d: %s", seed, ending.codes()).isEqualTo(outcome);
        if (!code.isEmpty()) {
            assertThat(ending.codes()).as("seed %d", seed).contains(code);
        }
    }

    // The hub

    private Ending handIn(String document, CyclicBarrier start) throws Exception {
        start.await();
        return handIn(document);
    }

    private Ending handIn(String document) throws Exception {
        Reference reference = Reference.mint(NOW);
        Path file = Files.writeString(folder.resolve(reference.value()), document);
        Submission submission = ledger.receive(new Claim(reference, "solvik", Channel.MAPPE, "a.json", NOW, file, null));
        ledger.take(submission);
        if (ledger.admits(submission)) {
            Examination examination = check.parse(check.identify(submission));
            check.authorise(check.applyRules(check.checkSchema(examination)));
            ledger.decide(check.conclude(examination));
        }
        Decision decision = ledger.decision(reference).orElseThrow();
        return new Ending(reference, decision.outcome().name(),
                decision.verdict().findings().stream().map(Finding::code).toList(), decision.verdict().canonical());
    }

    // The consumer

    private record Message(String id, int version, String event, String reference, String body) {}

    private void assertConsumerAgrees(Model model, int chain) {
        List<Message> inbox = inbox();
        Collections.shuffle(inbox, random);
        Map<String, Message> effects = new HashMap<>();
        inbox.forEach(message -> effects.putIfAbsent(message.id(), message));
        Message last = null;
        for (Message message : effects.values()) {
            last = last == null || message.version() > last.version() ? message : last;
        }

        assertThat(effects.values()).extracting(Message::version).as("seed %d, chain %d", seed, chain)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, model.version).boxed().toList());
        if (model.current != null) {
            assertThat(last.reference()).isEqualTo(model.current.value());
            assertThat(last.body()).isEqualTo(model.currentForm);
        } else if (last != null) {
            assertThat(last.event()).isEqualTo("TRUKKET");
        }
    }

    /** All that is due, some of it twice, as after a crash between sending and writing it down. */
    private List<Message> inbox() {
        List<Message> inbox = new ArrayList<>();
        for (List<Delivery> due = outbox.take(Delivery.Kind.KOE); !due.isEmpty(); due = outbox.take(Delivery.Kind.KOE)) {
            for (Delivery item : due) {
                Parcel parcel = ledger.load(item);
                inbox.add(message(parcel));
                if (random.nextInt(4) > 0) {
                    outbox.delivered(parcel);
                }
            }
        }
        return inbox;
    }

    private Message message(Parcel parcel) {
        Map<String, Object> headers = new HashMap<>();
        String body = messages.compose(parcel, headers);
        return new Message((String) headers.get("meldingId"), (Integer) headers.get("versjon"),
                (String) headers.get("hendelse"), (String) headers.get("referanse"), body);
    }
}
