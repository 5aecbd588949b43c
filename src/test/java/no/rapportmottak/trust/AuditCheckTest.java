package no.rapportmottak.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.Link;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.submission.Reference;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger into which somebody writes past the hub, with every right to the database. */
class AuditCheckTest {

    private static final Instant FIRST_DAY = Instant.parse("2024-03-31T10:00:00Z");
    private static final int A_DAY = 30;
    private static final List<String> PLACES = List.of(
            "timeline step", "timeline detail", "timeline reference", "timeline node", "chain digest", "chain hash", "audit who",
            "audit what", "audit subject", "audit reason");

    @TempDir
    Path data;

    private JdbcTemplate jdbc;
    private Chain chain;
    private KeyRing keys;

    @BeforeEach
    void twoSignedDaysAndAHalf() throws IOException {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        jdbc = new JdbcTemplate(database);
        chain = new Chain(jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)), () -> true);
        keys = KeyRing.under(data);
        keys.prepare();
        for (int day = 0; day < 3; day++) {
            Instant now = FIRST_DAY.plus(day, ChronoUnit.DAYS);
            AuditRoots roots = new AuditRoots(chain, keys, clock(now), data);
            roots.export();
            for (int i = 0; i < A_DAY; i++) {
                new Timeline(JdbcClient.create(jdbc), clock(now)).note(Reference.mint(now), "mottatt", "MAPPE, " + i + " byte");
            }
            chain.advance();
            roots.export();
        }
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private AuditCheck.Answer check() throws IOException {
        return new AuditCheck(chain, PublicKeys.in(keys.publishedFile()), data, false).run();
    }

    private String difference() throws IOException {
        return check().difference();
    }

    @Test
    void findsNothingWhereNothingWasChanged() throws IOException {
        assertThat(check()).isEqualTo(new AuditCheck.Answer(3 * A_DAY, 2, 0, null));
    }

    @Test
    void leadsFromAnEntryOfAClosedDayToItsRootWithoutTheLedger() throws IOException {
        Link entry = chain.about(jdbc.queryForObject("select reference from timeline where id = 17", String.class)).get(0);

        Map<String, byte[]> slice = new AuditSlice(chain, data).about(entry.subject());

        JsonNode told = new ObjectMapper().readTree(slice.get("ledd.json")).get(0);
        String hash = told.get("kjede").asText();
        for (JsonNode step : told.get("vei")) {
            String beside = step.get("hash").asText();
            hash = Sha256.of("n" + (step.get("side").asText().equals("L") ? beside + hash : hash + beside));
        }
        JsonNode root = new ObjectMapper().readTree(slice.get(told.get("rot").asText() + ".json"));
        assertThat(root.get("merkle").asText()).isEqualTo(hash);
        assertThat(told.get("linje").asText()).isEqualTo(entry.line());
        assertThat(slice).containsKey(told.get("rot").asText() + ".json.jws").doesNotContainKey("hale.txt");
    }

    @Test
    void namesTheEntryThatWasEdited() throws IOException {
        jdbc.update("update timeline set detail = 'SFTP, 17 byte' where id = 17");

        assertThat(difference()).startsWith("entry 17: the timeline row 17 was changed; now it says [\"T\",17,")
                .contains("SFTP, 17 byte");
    }

    @Test
    void namesTheActionOfAPersonThatWasEdited() throws IOException {
        jdbc.update("insert into audit (at, who, what, subject, reason) values (current_timestamp, 'kari', 'replay', 'x', 'y')");
        chain.advance();
        assertThat(difference()).isNull();

        jdbc.update("update audit set who = 'ola'");

        assertThat(difference()).startsWith("entry 91: the audit row 1 was changed").contains("\"ola\"");
    }

    @Test
    void namesWhatWasDeleted() throws IOException {
        jdbc.update("delete from timeline where id = 40");
        assertThat(difference()).isEqualTo("entry 40: the timeline row 40 that it is about was deleted");

        jdbc.update("delete from chain where id = 40");
        assertThat(difference()).isEqualTo("entry 40 was deleted");
    }

    @Test
    void findsADeletionThatWasCoveredUpByNewNumbers() throws IOException {
        jdbc.update("delete from timeline where id = 40");
        jdbc.update("delete from chain where id = 40");
        jdbc.update("update chain set seq = seq - 1 where seq > 40");

        assertThat(difference()).startsWith("entry 40 (timeline row 41): it does not follow entry 39");
    }

    @Test
    void findsThatTheEndIsGone() throws IOException {
        jdbc.update("delete from timeline where id > 80");
        jdbc.update("delete from chain where id > 80");
        assertThat(difference()).startsWith("audit/siste.json was signed up to entry 90, but the chain ends with 80");

        Files.delete(data.resolve("audit/siste.json"));
        assertThat(difference()).isEqualTo("the chain ends with entry 80, but 90 were written: entries were deleted");
    }

    @Test
    void namesARowThatWasInserted() throws IOException {
        jdbc.update("insert into timeline (id, reference, at, step, detail) overriding system value "
                + "select -1, reference, at, 'levert', detail from timeline where id = 29");

        assertThat(difference()).startsWith("the timeline row -1 (levert ").endsWith("and a hub has to start");
    }

    @Test
    void namesAnEntryThatWasPutIntoTheChain() throws IOException {
        jdbc.update("update chain set seq = seq + 1 where seq >= 50");
        jdbc.update("insert into timeline (reference, at, step, detail) select reference, at, step, detail from timeline where id = 1");
        Link before = links().get(48);
        Link inserted = new Link(0, "T", 91, links().get(0).at(), "rapportmottak", "mottatt", links().get(0).subject(),
                links().get(0).why(), true, null, null).chained(50, before.hash());
        jdbc.update("insert into chain values (50, 'T', 91, ?, ?)", inserted.digest(), inserted.hash());

        assertThat(difference()).startsWith("entry 51 (timeline row 50): it does not follow entry 50: inserted");
    }

    @Test
    void namesEntriesThatChangedPlaces() throws IOException {
        jdbc.update("update chain set seq = 1000 where seq = 20");
        jdbc.update("update chain set seq = 20 where seq = 21");
        jdbc.update("update chain set seq = 21 where seq = 1000");

        assertThat(difference()).startsWith("entry 20 (timeline row 21): it does not follow entry 19");
    }

    @Test
    void findsAChainThatWasComputedAnewFromAnEditOn() throws IOException {
        jdbc.update("update timeline set detail = 'SFTP' where id = 17");
        chainAnew(17);

        assertThat(difference()).isEqualTo("audit/2024-03-31.json was signed of another chain, up to entry 30");
    }

    /** As the hub would have done it. */
    private void chainAnew(int from) {
        List<Link> links = links();
        String hash = links.get(from - 2).hash();
        for (Link link : links.subList(from - 1, links.size())) {
            Link chained = link.chained(link.seq(), hash);
            hash = chained.hash();
            jdbc.update("update chain set digest = ?, hash = ? where seq = ?", chained.digest(), hash, link.seq());
        }
        jdbc.update("update chain_head set hash = ?", hash);
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        chain.forEach(0, Long.MAX_VALUE, links::add);
        return links;
    }

    @Test
    void missesASignedRoot() throws IOException {
        Files.delete(data.resolve("audit/2024-03-31.json"));

        assertThat(difference()).isEqualTo("audit/2024-03-31.json is missing");
    }

    @Test
    void findsOneChangedCharacterAnywhere() throws IOException {
        jdbc.update("insert into audit (at, who, what, subject, reason) values (current_timestamp, 'kari', 'replay', 'x', 'y')");
        chain.advance();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 80; i++) {
            String[] place = PLACES.get(random.nextInt(PLACES.size())).split(" ");
            int id = place[0].equals("audit") ? 1 : 2 + random.nextInt(3 * A_DAY - 1);
            String was = jdbc.queryForObject("select " + place[1] + " from " + place[0] + " where id = " + id, String.class);
            int at = random.nextInt(was.length());
            String now = was.substring(0, at) + (char) (was.charAt(at) ^ 1) + was.substring(at + 1);
            jdbc.update("update " + place[0] + " set " + place[1] + " = ? where id = ?", now, id);

            assertThat(difference()).as("seed %d: %s %s: %s", seed, place[0], id, now).isNotNull();
            jdbc.update("update " + place[0] + " set " + place[1] + " = ? where id = ?", was, id);
        }
        assertThat(difference()).isNull();
    }

    @Test
    void findsAChangedTimeOrNumber() throws IOException {
        for (String change : List.of(
                "timeline set at = at + interval '1' second where id = 17", "chain set id = 1000 where id = 17",
                "chain set seq = 1000 where id = 17", "chain_root set last_seq = last_seq - 1", "chain_head set seq = seq + 1")) {
            String back = change.replaceFirst("\\+ interval", "- interval").replace("id = 1000 where id = 17", "id = 17 where id = 1000")
                    .replace("seq = 1000", "seq = 17").replace("last_seq - 1", "last_seq + 1").replace("seq = seq + 1", "seq = seq - 1");
            jdbc.update("update " + change);
            assertThat(difference()).as(change).isNotNull();
            jdbc.update("update " + back);
        }
        assertThat(difference()).isNull();
    }

    @Test
    void findsOneFlippedBitAnywhereInASignedRoot() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String name : List.of("2024-03-31.json", "2024-04-01.json.jws", "siste.json")) {
            Path file = data.resolve("audit").resolve(name);
            byte[] was = Files.readAllBytes(file);
            for (int i = 0; i < 40; i++) {
                byte[] now = was.clone();
                now[random.nextInt(was.length - 1)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, now);
                assertThat(difference()).as("seed %d: %s", seed, name).isNotNull();
            }
            Files.write(file, was);
        }
        assertThat(difference()).isNull();
    }

    @Test
    void provesEveryEntryOfADayByItsNeighbours() {
        for (int size = 1; size < 20; size++) {
            List<String> leaves = links().subList(0, size).stream().map(Link::hash).toList();
            for (int i = 0; i < size; i++) {
                String hash = leaves.get(i);
                for (Merkle.Step step : Merkle.proof(leaves, i)) {
                    hash = Sha256.of("n" + (step.side().equals("L") ? step.hash() + hash : hash + step.hash()));
                }
                assertThat(hash).isEqualTo(Merkle.root(leaves));
            }
        }
    }
}
