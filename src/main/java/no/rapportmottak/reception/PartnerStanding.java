package no.rapportmottak.reception;

import java.time.Instant;
import java.util.Map;

/**
 * How it stands with fetching from a partner, as this process has seen it.
 *
 * @param polled    when its folder was last looked through, or the hub started
 * @param failure   why that did not succeed since, or null
 * @param watched   false while nothing is to be fetched here: its sender is paused, or another node fetches
 * @param troubles  with single files, by kind
 * @param succeeded when its folder was last looked through; null when it was not since the start
 * @param lastError the last failure, whatever came after it, or null
 */
public record PartnerStanding(
        Instant polled, String failure, boolean watched, Map<String, String> troubles, Instant succeeded, Failure lastError) {

    public record Failure(Instant at, String cause) {}

    static PartnerStanding atStart(Instant now) {
        return new PartnerStanding(now, null, true, Map.of(), null, null);
    }

    PartnerStanding looked(Instant now, Map<String, String> found) {
        return new PartnerStanding(now, null, true, found, now, lastError);
    }

    PartnerStanding left(Instant now) {
        return new PartnerStanding(now, null, false, Map.of(), succeeded, lastError);
    }

    PartnerStanding failed(Instant now, String cause) {
        return new PartnerStanding(polled, cause, true, troubles, succeeded, new Failure(now, cause));
    }
}
