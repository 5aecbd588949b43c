package no.rapportmottak.reception;

import java.time.Instant;
import java.util.Map;

/**
 * How it stands with fetching from a partner, as this process has seen it.
 *
 * @param polled   when its folder was last looked through, or the hub started
 * @param failure  why that did not succeed since, or null
 * @param watched  false while nothing is to be fetched here: its sender is paused, or another node fetches
 * @param troubles with single files, by kind
 */
public record PartnerStanding(Instant polled, String failure, boolean watched, Map<String, String> troubles) {}
