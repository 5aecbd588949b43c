package no.rapportmottak.reception;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * A sender's public key as people tell it from others.
 *
 * @param fingerprint as {@code ssh-keygen -l} prints it, or null when the key cannot be read
 * @param label       what stands after the key, or an empty text
 */
public record KeyLine(String type, String fingerprint, String label) {

    /** @param line as in OpenSSH's authorized_keys */
    public static KeyLine of(String line) {
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip());
            String label = entry.getComment() == null ? "" : entry.getComment();
            return new KeyLine(entry.getKeyType(),
                    KeyUtils.getFingerPrint(entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING)), label);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new KeyLine(line.split(" ", 2)[0], null, "");
        }
    }
}
