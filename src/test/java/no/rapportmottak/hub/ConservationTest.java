package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import no.rapportmottak.watch.Alarm;
import no.rapportmottak.watch.Alarms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is taken away behind the hub's back is missed, and named, until it is back. */
@OddHubTest
class ConservationTest {

    @Autowired
    Hub hub;

    @Autowired
    Alarms alarms;

    @Autowired
    JdbcClient jdbc;

    @Test
    void missesARowOfTheOutbox() throws Exception {
        String reference = accepted();
        jdbc.sql("delete from outbox where reference = ? and kind = 'KOE' and destination = 'hod.tilskuddsrapport'")
                .param(reference)
                .update();

        assertThat(alarm(reference).text()).contains(reference, "outbox item KOE hod.tilskuddsrapport", "is gone");

        explain(reference);
    }

    @Test
    void missesTheRowsOfASubmission() throws Exception {
        String reference = accepted();
        for (String table : new String[] {"outbox", "finding", "verdict", "archive_package", "planned_post", "submission"}) {
            jdbc.sql("delete from " + table + " where reference = ?").param(reference).update();
        }

        assertThat(alarm(reference).text()).contains(reference, "the row of the submission is gone");

        Files.delete(original(reference));
        explain(reference);
    }

    @Test
    void missesAnOriginalUntilItIsBack() throws Exception {
        String reference = accepted();
        Path original = original(reference);
        Path elsewhere = original.resolveSibling(".elsewhere");
        Files.move(original, elsewhere);

        assertThat(alarm(reference).text()).contains(reference, "the original is gone");

        Files.move(elsewhere, original);
        awaitOver(reference);
    }

    @Test
    void noticesAChangedOriginalWithTheSizeAndTimeOfTheGoodOne() throws Exception {
        String reference = accepted();
        Path original = original(reference);
        byte[] good = Files.readAllBytes(original);
        FileTime time = Files.getLastModifiedTime(original);
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        Files.write(original, bad);
        Files.setLastModifiedTime(original, time);

        assertThat(alarm(reference).text()).contains(reference, "the original is changed");

        Files.write(original, good);
        awaitOver(reference);
    }

    @Test
    void missesAPackage() throws Exception {
        String reference = accepted();
        Path zip = hub.data().resolve(hub.archived(reference).orElseThrow());
        byte[] content = Files.readAllBytes(zip);
        Files.delete(zip);

        assertThat(alarm(reference).text()).contains(reference, "the package is gone");

        Files.write(zip, content);
        awaitOver(reference);
    }

    @Test
    void balancesWhatEachSenderHandedIn() throws Exception {
        String sender = hub.sender();
        hub.send(sender, AReport.ofItsOwn().json());
        hub.send(sender, "no report at all");

        soon("balance").until(() -> jdbc.sql("""
                        select count(*) from balance where sender = ? and received = 2 and accepted = 1 and rejected = 1
                            and duplicate = 0 and quarantined = 0 and in_flight = 0""")
                .param(sender)
                .query(Integer.class)
                .single() == 1);
    }

    /** A report that lies in the archive, with everything delivered. */
    private String accepted() throws Exception {
        JsonNode receipt = hub.send(hub.sender(), AReport.ofItsOwn().json());
        soon("package").until(() -> hub.archived(reference(receipt)), Optional::isPresent);
        hub.settle();
        return reference(receipt);
    }

    private Path original(String reference) {
        return hub.data().resolve("originals").resolve(jdbc.sql("select original_path from submission where reference = ?")
                .param(reference)
                .query(String.class)
                .optional()
                .orElseGet(() -> found(reference)));
    }

    private String found(String reference) {
        Path originals = hub.data().resolve("originals");
        try (var all = Files.walk(originals)) {
            return originals.relativize(all.filter(file -> file.endsWith(reference)).findFirst().orElseThrow()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Alarm alarm(String reference) {
        return soon("alarm of " + reference)
                .until(() -> alarms.active().stream()
                        .filter(alarm -> alarm.id().equals("conservation:" + reference))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** As the operator does in the end: what was lost is no longer expected. */
    private void explain(String reference) {
        jdbc.sql("delete from witness where reference = ?").param(reference).update();
        awaitOver(reference);
    }

    private void awaitOver(String reference) {
        soon("end of alarm").until(() -> alarms.active().stream()
                .noneMatch(alarm -> alarm.id().equals("conservation:" + reference)));
    }
}
