package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.ALedger.good;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.Fetches.RemoteFile;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger knows of partners' servers, on every database. */
interface FetchesContract {

    RemoteFile FILE = new RemoteFile("søknad.xml", 12, Instant.parse("2001-01-01T00:00:00Z"));

    /** As in {@link LedgerContract}. */
    DataSource database();

    @Test
    default void bringsEachReceiptInOrderToThePartnerThatTheFileWasFetchedFrom(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        Submission fetched = a.ledger.receive(a.claim("solvik", Channel.PARTNER, "1"));
        a.ledger.admits(fetched);
        a.ledger.decide(good(fetched, "k", null));

        List<Delivery> all = a.deliverAll(Kind.PARTNER);

        assertThat(all).extracting(Delivery::destination).containsExactly("fylke", "fylke");
        assertThat(all).extracting(item -> a.ledger.load(item).receipt()).containsExactly("mottak", "resultat");
    }

    @Test
    default void bringsTheReceptionReceiptBeforeAnythingIsDecided(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);
        a.ledger.receive(a.claim("solvik", Channel.PARTNER, "1"));

        assertThat(a.outbox.takeFor(Kind.PARTNER, "fylke")).singleElement()
                .extracting(item -> a.ledger.load(item).receipt()).isEqualTo("mottak");
    }

    @Test
    default void bringsNothingToAPartnerThatItWasNotFetchedFrom(@TempDir Path folder) throws Exception {
        ALedger a = ALedger.on(database(), folder);

        a.accepted("solvik", "1", "k");

        assertThat(a.outbox.destinations(Kind.PARTNER)).isEmpty();
    }

    @Test
    default void remembersWhatWasTakenUntilItIsGone(@TempDir Path folder) {
        ALedger a = ALedger.on(database(), folder);
        Fetches fetches = a.fetches();
        Reference first = Reference.mint(a.now());

        assertThat(fetches.take("fylke", FILE, first)).isTrue();
        assertThat(fetches.take("fylke", FILE, Reference.mint(a.now()))).isFalse();

        assertThat(a.fetches().taken("fylke")).isEqualTo(Map.of(FILE, first));
        assertThat(fetches.taken("kommune")).isEmpty();
        fetches.forget("fylke", FILE);
        assertThat(fetches.taken("fylke")).isEmpty();
    }
}
