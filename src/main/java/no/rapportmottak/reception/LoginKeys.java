package no.rapportmottak.reception;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.SenderKey;
import no.rapportmottak.registry.Senders;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a sender in with one of its keys, as the registry has them at this moment. */
class LoginKeys implements PublickeyAuthenticator {

    private static final Logger log = LoggerFactory.getLogger(LoginKeys.class);

    private final Senders senders;
    private final Clock clock;
    private final BiConsumer<String, String> used;

    /** @param used is told of each sign-in: the sender, the key's fingerprint */
    LoginKeys(Senders senders, Clock clock, BiConsumer<String, String> used) {
        this.senders = senders;
        this.clock = clock;
        this.used = used;
    }

    @Override
    public boolean authenticate(String user, PublicKey offered, ServerSession session) {
        Visit visit = Visit.of(session);
        boolean admitted = admits(user, offered, visit.from());
        if (admitted) {
            visit.mayUse(offered);
            senders.find(user).map(sender -> sender.limits().sessions())
                    .ifPresent(most -> CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(session, most));
        } else {
            visit.refused();
        }
        return admitted;
    }

    /** Whether a sender would be let in with a key from an address at this moment; if only just not, the log says why. */
    boolean admits(String user, PublicKey offered, InetAddress from) {
        Optional<Sender> sender = senders.find(user).filter(Sender::enabled);
        Optional<SenderKey> key = sender.flatMap(known ->
                known.keys().stream().filter(candidate -> isKey(user, candidate.line(), offered)).findFirst());
        if (key.isEmpty()) {
            return false;
        }
        String obstacle = obstacle(sender.get(), key.get(), offered, from);
        if (obstacle != null) {
            log.warn("Sender {} is not let in with the key {} from {}: {}", user, KeyUtils.getFingerPrint(offered),
                    from.getHostAddress(), obstacle);
        }
        return obstacle == null;
    }

    private String obstacle(Sender sender, SenderKey key, PublicKey offered, InetAddress from) {
        if (Algorithms.isShort(offered)) {
            return "RSA keys need " + Algorithms.SHORTEST_RSA + " bits at least";
        }
        if (!key.isValidAt(clock.instant())) {
            return key.notBefore() != null && clock.instant().isBefore(key.notBefore())
                    ? "the key holds from " + key.notBefore() + " on"
                    : "the key held until " + key.notAfter();
        }
        return sender.mayComeFrom(from) ? null : "the address is not in its allowed-from";
    }

    /** Notes that a sender has signed in. */
    void signedIn(String sender, PublicKey key) {
        used.accept(sender, KeyUtils.getFingerPrint(key));
    }

    private static boolean isKey(String user, String line, PublicKey offered) {
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip());
            PublicKey known = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            return KeyUtils.compareKeys(known, offered);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.warn("A public key of sender {} cannot be read: {}", user, e.toString());
            return false;
        }
    }
}
