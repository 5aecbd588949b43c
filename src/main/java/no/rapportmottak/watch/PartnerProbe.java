package no.rapportmottak.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import no.rapportmottak.reception.PartnerStanding;

/**
 * The server of one partner: when its folder was last looked through, and what could not be taken from it. That it is
 * away is never grave: all others' reports flow.
 */
class PartnerProbe implements Probe {

    private final String partner;
    private final Supplier<PartnerStanding> standing;
    private final Duration patience;
    private final Clock clock;

    PartnerProbe(String partner, Supplier<PartnerStanding> standing, Duration patience, Clock clock) {
        this.partner = partner;
        this.standing = standing;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "partner-" + partner;
    }

    @Override
    public List<String> restsOn() {
        return List.of(LedgerProbe.NAME, DiskProbe.NAME);
    }

    @Override
    public List<Trouble> look() {
        PartnerStanding now = standing.get();
        List<Trouble> troubles = new ArrayList<>();
        Duration age = Duration.between(now.polled(), clock.instant());
        if (now.watched() && age.compareTo(patience) > 0) {
            troubles.add(Trouble.slight(away(now.polled(), now.failure())));
        }
        now.troubles().forEach((kind, text) -> troubles.add(Trouble.slight(text).of(kind)));
        return troubles;
    }

    private static String away(Instant polled, String failure) {
        return "nothing could be fetched since %s: %s".formatted(polled, failure == null ? "no answer" : failure);
    }
}
