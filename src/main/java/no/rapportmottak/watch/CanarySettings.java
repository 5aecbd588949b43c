package no.rapportmottak.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rapportmottak.canary.*}.
 *
 * @param every    how often a trial report is sent through each channel, from one such time after the start on; 0 for never
 * @param patience how long its receipt may take
 */
@ConfigurationProperties("rapportmottak.canary")
record CanarySettings(@DefaultValue("15m") Duration every, @DefaultValue("60s") Duration patience) {}
