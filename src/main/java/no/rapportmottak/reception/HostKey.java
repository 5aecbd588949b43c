package no.rapportmottak.reception;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** An ed25519 key such as the SFTP server's own, made once and then kept, in OpenSSH's form, for the hub's user alone. */
public record HostKey(KeyPair pair) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** The key in that file, which is made if it is missing. */
    public static HostKey at(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return new HostKey(read(file));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("The SFTP host key " + file + " cannot be used: " + e.getMessage()
                    + ". Put an OpenSSH private key there, or remove it and a new one is made", e);
        }
    }

    /** As {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    /** The public half as a line of OpenSSH's authorized_keys. */
    public String publicLine() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyPair pair = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null)
                    .iterator()
                    .next();
            if (Algorithms.isShort(pair.getPublic())) {
                throw new GeneralSecurityException("an RSA key needs " + Algorithms.SHORTEST_RSA + " bits at least");
            }
            return pair;
        }
    }

    /** Written beside and linked into place, so that a half written key is never read. */
    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "rapportmottak", null, out);
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = Files.createTempFile(folder, ".host-key", "", OWNER_ONLY);
        try {
            Files.write(beside, out.toByteArray());
            Disk.force(beside);
            Files.createLink(file, beside);
            Disk.force(folder);
        } catch (FileAlreadyExistsException e) {
            // Another node of the same data folder was quicker; its key is the one.
        } finally {
            Files.delete(beside);
        }
    }
}
