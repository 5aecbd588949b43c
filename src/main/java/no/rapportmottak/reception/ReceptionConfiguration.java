package no.rapportmottak.reception;

import java.nio.file.Files;
import java.time.Clock;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.ledger.KeyUses;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersEditor;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The parts of reception; its routes name {@code drops}, {@code incoming}, {@code handover}, {@code senderFolders}. */
@Configuration
@EnableConfigurationProperties({ReceptionSettings.class, GuardSettings.class})
public class ReceptionConfiguration {

    @Bean
    SenderFolders senderFolders(ReceptionSettings settings, Senders senders, Pauses pauses, Room room) {
        return new SenderFolders(settings.senders(), senders, pauses::isPaused, room);
    }

    /** Where the health of the disk turns red, intake stops. */
    @Bean
    Room room(ReceptionSettings settings, @Value("${rapportmottak.watch.disk-full:200MB}") DataSize reserve) {
        return new Room(() -> Files.getFileStore(settings.data()).getUsableSpace(), reserve.toBytes());
    }

    @Bean
    RecentlyTaken recentlyTaken() {
        return new RecentlyTaken(new SteadyClock());
    }

    @Bean
    Checksums checksums(SenderFolders senderFolders, RecentlyTaken recentlyTaken, Clock clock) {
        return new Checksums(senderFolders, recentlyTaken, clock);
    }

    @Bean
    Peers peers(Nodes nodes) {
        return new Peers(nodes.id(), nodes::others);
    }

    @Bean
    Incoming incoming(
            ReceptionSettings settings, Clock clock, Checksums checksums, RecentlyTaken recentlyTaken, Peers peers) {
        return new Incoming(settings.incoming(), clock, checksums, recentlyTaken, peers);
    }

    @Bean
    Workload workload() {
        return new Workload(Runtime.getRuntime().maxMemory());
    }

    @Bean
    Handover handover(ProducerTemplate template, Incoming incoming) {
        return new Handover(template, incoming);
    }

    @Bean
    Drops drops(
            ReceptionSettings settings,
            SenderFolders senderFolders,
            Checksums checksums,
            Incoming incoming,
            Handover handover,
            Quota quota,
            Notices notices) {
        Settling settling = new Settling(new SteadyClock(), settings.drop().settle());
        return new Drops(settings.senders(), senderFolders, settling, checksums, incoming, handover, quota, notices);
    }

    @Bean
    Quota quota(Senders senders, Clock clock) {
        return new Quota(senders, clock);
    }

    @Bean
    Notices notices(SenderFolders senderFolders, Senders senders, Clock clock) {
        return new Notices(senderFolders, senders, clock);
    }

    @Bean
    Waiting waiting(ReceptionSettings settings, SenderFolders senderFolders, Quota quota) {
        return new Waiting(settings.senders(), settings.incoming(), senderFolders, quota);
    }

    @Bean
    NothingInProgress nothingInProgress() {
        return new NothingInProgress();
    }

    @Bean
    Uploads uploads(ReceptionSettings settings, Peers peers) {
        return new Uploads(settings.uploads(), settings.limits().fileSize().toBytes(), peers);
    }

    @Bean
    Logins logins(
            SenderFolders senderFolders,
            Uploads uploads,
            RecentlyTaken recentlyTaken,
            Checksums checksums,
            Incoming incoming,
            Handover handover,
            Quota quota,
            Notices notices,
            KeyDesk keyDesk) {
        return new Logins(senderFolders, uploads, recentlyTaken, checksums, incoming, handover, quota, notices, keyDesk);
    }

    @Bean
    KeyDesk keyDesk(
            Senders senders, SendersEditor sendersEditor, FileChanges fileChanges, Notices notices, Clock clock) {
        return new KeyDesk(senders, sendersEditor, fileChanges::make, notices, clock);
    }

    @Bean
    LoginKeys loginKeys(Senders senders, Clock clock, KeyUses keyUses) {
        return new LoginKeys(senders, clock, keyUses::note);
    }

    @Bean
    SftpServer sftpServer(
            ReceptionSettings settings, GuardSettings guard, Senders senders, Logins logins, LoginKeys loginKeys) {
        return new SftpServer(settings, senders, logins, new Gate(guard), loginKeys);
    }
}
