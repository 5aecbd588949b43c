package no.rapportmottak.reception;

import java.time.Duration;
import java.util.List;
import no.rapportmottak.registry.AddressRange;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rapportmottak.sftp.guard.*}: what one address, one session and one sender may use up. Nothing is counted per
 * account that somebody else could fill, so nobody can lock a sender out.
 *
 * @param failures            sessions of one address that failed to sign in, after which it is not let in
 * @param forgotten           after which one of these counts no longer
 * @param attempts            at signing in, in one session
 * @param signIn              how long a session may take to sign in
 * @param strangers           sessions in all that have not signed in; for one more the oldest goes
 * @param strangersPerAddress likewise, of one address
 * @param sessions            in all
 * @param sessionsPerSender   unless {@code config/senders.yaml} says fewer
 * @param channels            of one session
 * @param handlesPerSender    files and listings that a sender has open, over all its sessions
 * @param idle                without a request, after which a session is closed
 * @param neverBlocked        addresses whose failures do not count: many come through a proxy, and all local systems through
 *                            the machine's own
 */
@ConfigurationProperties("rapportmottak.sftp.guard")
public record GuardSettings(
        @DefaultValue("20") int failures,
        @DefaultValue("1m") Duration forgotten,
        @DefaultValue("10") int attempts,
        @DefaultValue("20s") Duration signIn,
        @DefaultValue("100") int strangers,
        @DefaultValue("30") int strangersPerAddress,
        @DefaultValue("1000") int sessions,
        @DefaultValue("50") int sessionsPerSender,
        @DefaultValue("4") int channels,
        @DefaultValue("200") int handlesPerSender,
        @DefaultValue("15m") Duration idle,
        @DefaultValue({"127.0.0.1", "::1"}) List<String> neverBlocked) {

    List<AddressRange> trusted() {
        try {
            return neverBlocked.stream().map(AddressRange::of).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake("rapportmottak.sftp.guard.never-blocked: " + e.getMessage());
        }
    }
}
