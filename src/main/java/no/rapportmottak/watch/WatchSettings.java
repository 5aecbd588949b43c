package no.rapportmottak.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code rapportmottak.watch.*}.
 *
 * @param pause     between two looks of a probe; those that cost more look half as often
 * @param late      how long a file, a check or a delivery may wait before its stage is ill; more than answer, so that
 *                  what causes the waiting is known first
 * @param answer    how long a probe may look before what it looks at counts as hung
 * @param diskLow   free space of the data volume below which an alarm comes
 * @param diskFull  free space below which the hub is not ready any more, and takes no more files
 * @param maxAge    how long what stands in each state may stand there
 * @param consumer  how long a connected consumer may hold messages without acknowledging one
 * @param unread    how long a message may lie in its queue; only the embedded broker can tell
 * @param clockStep by how much the clock may jump
 * @param senders   how many senders have a series of their own in the metrics; the rest is counted together
 */
@ConfigurationProperties("rapportmottak.watch")
record WatchSettings(
        @DefaultValue("5s") Duration pause,
        @DefaultValue("30s") Duration late,
        @DefaultValue("20s") Duration answer,
        @DefaultValue("2GB") DataSize diskLow,
        @DefaultValue("200MB") DataSize diskFull,
        @DefaultValue MaxAge maxAge,
        @DefaultValue("30s") Duration consumer,
        @DefaultValue("1d") Duration unread,
        @DefaultValue("5s") Duration clockStep,
        @DefaultValue("200") int senders) {

    /** What is younger needs no look of anybody's. */
    record MaxAge(
            @DefaultValue("5m") Duration mottatt,
            @DefaultValue("15m") Duration venter,
            @DefaultValue("0s") Duration karantene,
            @DefaultValue("0s") Duration doed) {}
}
