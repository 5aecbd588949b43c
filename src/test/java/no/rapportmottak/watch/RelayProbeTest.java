package no.rapportmottak.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.submission.Reference;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RelayProbeTest {

    private static final Reference REFERENCE = new Reference("0188714a-0000-7000-8000-000000000000");

    private final CamelContext camel = new DefaultCamelContext();

    private List<Trouble> look(String away) {
        Instant since = Instant.now().minus(Duration.ofMinutes(1));
        Backlog backlog = new Backlog(null) {
            @Override
            public List<Late> late(Kind kind, Instant before) {
                return List.of(new Late("fylket", 2, REFERENCE, since, "refused"), new Late("helse", 1, REFERENCE, since, "refused"));
            }
        };
        return new RelayProbe(Kind.PARTNER, "relay-partners", List.of(), backlog, new Routes(camel), Map::of,
                away::equals, Clock.systemUTC(), Duration.ofSeconds(30)).look();
    }

    @Test
    void leavesAPartnerThatNothingCanBeFetchedFromToItsOwnLine() {
        assertThat(look("nobody")).extracting(Trouble::detail).containsExactly("fylket", "helse");
        assertThat(look("fylket")).extracting(Trouble::detail).containsExactly("helse");
    }
}
