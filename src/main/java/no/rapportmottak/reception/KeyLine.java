package no.rapportmottak.reception;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import no.rapportmottak.registry.SenderKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * A sender's public key as people tell it from others.
 *
 * @param fingerprint as {@code ssh-keygen -l} prints it, or null when the key cannot be read
 * @param label       what the configuration calls it, else what stands after the key, or an empty text
 * @param notBefore   null unless it holds from some instant on
 * @param notAfter    null unless it ends
 * @param lastUsed    null when nobody has signed in with it
 */
public record KeyLine(
        String type, String fingerprint, String label, Instant notBefore, Instant notAfter, Instant lastUsed) {

    /** @param uses the last use of each key by fingerprint */
    public static KeyLine of(SenderKey key, Map<String, Instant> uses) {
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(key.line().strip());
            String fingerprint = KeyUtils.getFingerPrint(entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
            return of(key, entry.getKeyType(), fingerprint, entry.getComment(), uses.get(fingerprint));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return of(key, key.line().split(" ", 2)[0], null, null, null);
        }
    }

    /** As {@code ssh-keygen -l} prints it, or null when the line holds no key. */
    public static String fingerprint(String line) {
        return of(SenderKey.of(line), Map.of()).fingerprint();
    }

    private static KeyLine of(SenderKey key, String type, String fingerprint, String comment, Instant lastUsed) {
        String label = key.label() != null ? key.label() : comment == null ? "" : comment;
        return new KeyLine(type, fingerprint, label, key.notBefore(), key.notAfter(), lastUsed);
    }
}
