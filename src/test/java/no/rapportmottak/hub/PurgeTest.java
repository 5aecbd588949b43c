package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static no.rapportmottak.hub.Hub.codes;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import no.rapportmottak.archive.Archive;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.History;
import no.rapportmottak.ledger.Originals;
import no.rapportmottak.ledger.Purges;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.operations.Evidence;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.trust.AuditCheck;
import no.rapportmottak.trust.AuditRoots;
import no.rapportmottak.trust.KeyRing;
import no.rapportmottak.trust.PublicKeys;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was rejected for a national identity number is deleted when its time is up, and everybody can see that it was. */
@HubTest
class PurgeTest {

    private static final String NUMBER = "14074550089";
    private static final Duration LATER = Duration.ofDays(31);

    @Autowired
    Hub hub;

    @Autowired
    CamelContext camel;

    @Autowired
    Purges purges;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Chain chain;

    @Autowired
    AuditRoots roots;

    @Autowired
    Receipts receipts;

    @Autowired
    Archive archive;

    @Test
    void deletesTheContentAndSaysSoEverywhere() throws Exception {
        String sender = hub.sender();
        JsonNode rejected = hub.send(sender, AReport.ofItsOwn().with("/kontakt", "navn", "Kari " + NUMBER).json());
        String good = reference(hub.send(sender, AReport.ofItsOwn().json()));
        String reference = reference(rejected);
        assertThat(codes(rejected)).contains("TSR-047");
        assertThat(rejected.toString()).contains("140745*****").doesNotContain(NUMBER);
        hub.settle();
        assertThat(hub.archived(reference)).isPresent();

        hub.at(Surroundings.BEFORE_THE_DEADLINE.plus(LATER), () -> hub.purge(camel, purges, reference));

        assertThat(hub.original(reference)).doesNotExist();
        assertThat(hub.original(good)).exists();
        assertThat(hub.archived(reference)).isEmpty();
        assertThat(hub.archived(good)).isPresent();
        assertThat(archive.verifyAll().mismatch()).isNull();
        assertThat(columnsWithTheNumber()).isEmpty();
        assertThat(audited()).isNull();
        assertThat(evidence(reference)).contains("SLETTET.txt").doesNotContain("/original/").doesNotContain("/pakke/");
    }

    @Test
    void findsAnOriginalThatSomebodyElseDeleted() throws Exception {
        String reference = reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        hub.settle();
        Path original = hub.original(reference);
        byte[] content = Files.readAllBytes(original);
        Files.delete(original);

        assertThat(audited()).contains(reference, "cannot be read");

        Files.write(original, content);
    }

    /** The first difference that verify-audit finds with its files, or null. */
    private String audited() throws Exception {
        Hub.soon("chain").until(() -> chain.waiting() == 0);
        return new AuditCheck(chain, PublicKeys.in(KeyRing.under(hub.data()).publishedFile()), hub.data(), true).run().difference();
    }

    private String evidence(String reference) throws Exception {
        roots.export();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Evidence evidence = new Evidence(new History(jdbc, new Originals(hub.data().resolve("originals"))),
                new Search(database, new Timeline(jdbc, Clock.systemUTC())), chain, receipts, hub.data());
        assertThat(evidence.write(new Reference(reference), out)).isTrue();
        return out.toString(UTF_8);
    }

    /** Of the whole ledger: nothing of it was ever written there. */
    private List<String> columnsWithTheNumber() {
        List<String> looked = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Map<String, Object> column : jdbc.sql("""
                select table_name as t, column_name as c from information_schema.columns
                where lower(table_schema) = 'public' and upper(data_type) like 'CHARACTER%'""").query().listOfRows()) {
            String name = column.get("t") + "." + column.get("c");
            long rows = jdbc.sql("select count(*) from %s where %s like ?".formatted(column.get("t"), column.get("c")))
                    .param("%" + NUMBER + "%").query(Long.class).single();
            looked.add(name.toLowerCase(Locale.ROOT));
            if (rows > 0) {
                found.add(name);
            }
        }
        assertThat(looked).contains("verdict.canonical", "verdict.findings", "timeline.detail");
        return found;
    }
}
