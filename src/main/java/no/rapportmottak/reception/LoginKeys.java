package no.rapportmottak.reception;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a sender in with one of its keys, as the registry has them at this moment. */
class LoginKeys implements PublickeyAuthenticator {

    private static final Logger log = LoggerFactory.getLogger(LoginKeys.class);

    private final Senders senders;

    LoginKeys(Senders senders) {
        this.senders = senders;
    }

    @Override
    public boolean authenticate(String user, PublicKey offered, ServerSession session) {
        Visit visit = Visit.of(session);
        boolean admitted = admits(user, offered);
        if (admitted && Algorithms.isShort(offered)) {
            log.warn("Sender {} is not let in with the key {}: RSA keys need {} bits at least",
                    user, KeyUtils.getFingerPrint(offered), Algorithms.SHORTEST_RSA);
            admitted = false;
        }
        if (admitted) {
            visit.mayUse(offered);
        } else {
            visit.refused();
        }
        return admitted;
    }

    /** Whether a sender would be let in with a key at this moment. */
    boolean admits(String user, PublicKey offered) {
        return senders.find(user)
                .filter(Sender::enabled)
                .map(Sender::publicKeys)
                .orElse(List.of())
                .stream()
                .anyMatch(line -> isKey(user, line, offered));
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
