package no.rapportmottak.reception;

import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.apache.sshd.common.BuiltinFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;

/**
 * What the SFTP server speaks, the best first: no SHA-1, no CBC, no group below 4096 bits. They are named here, so that
 * a library that takes a weak one up again changes nothing.
 */
final class Algorithms {

    /** NIST SP 800-57: as strong as what else is spoken here. */
    static final int SHORTEST_RSA = 3072;

    private static final List<BuiltinDHFactories> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.dhg18_512,
            BuiltinDHFactories.dhg16_512);

    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes128ctr);

    private Algorithms() {}

    static ServerBuilder on(ServerBuilder server) {
        return server
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(false, KEY_EXCHANGES, ServerBuilder.DH2KEX))
                .cipherFactories(BuiltinFactory.setUpFactories(false, CIPHERS))
                .macFactories(List.of(
                        BuiltinMacs.hmacsha256etm,
                        BuiltinMacs.hmacsha512etm,
                        BuiltinMacs.hmacsha256,
                        BuiltinMacs.hmacsha512))
                .signatureFactories(List.of(
                        BuiltinSignatures.ed25519,
                        BuiltinSignatures.nistp256,
                        BuiltinSignatures.nistp384,
                        BuiltinSignatures.nistp521,
                        BuiltinSignatures.rsaSHA512,
                        BuiltinSignatures.rsaSHA256))
                .compressionFactories(List.of(BuiltinCompressions.none, BuiltinCompressions.delayedZlib));
    }

    /** Whether a key is too short to be trusted; the other kinds have one length each. */
    static boolean isShort(PublicKey key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA;
    }
}
