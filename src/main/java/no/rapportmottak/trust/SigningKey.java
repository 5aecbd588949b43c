package no.rapportmottak.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 key of the hub's own, both halves. Signing is deterministic: the same bytes get the same signature.
 *
 * @param from the first instant of decisions that it signs
 */
record SigningKey(PublicKey published, Ed25519PrivateKeyParameters secret, Instant from) {

    private static final String SECRET = "d";
    private static final String FROM = "gjelderFra";

    static SigningKey make(Instant from) {
        return of(new Ed25519PrivateKeyParameters(new SecureRandom()), from);
    }

    private static SigningKey of(Ed25519PrivateKeyParameters secret, Instant from) {
        return new SigningKey(PublicKey.of(secret.generatePublicKey().getEncoded()), secret, from);
    }

    /** @throws IllegalArgumentException when it is no such key */
    static SigningKey read(JsonNode jwk) {
        byte[] secret = Base64Url.decode(jwk.path(SECRET).asText());
        SigningKey key = of(new Ed25519PrivateKeyParameters(secret, 0), Instant.parse(jwk.path(FROM).asText()));
        if (!key.published().equals(PublicKey.read(jwk))) {
            throw new IllegalArgumentException("its two halves do not belong together");
        }
        return key;
    }

    /** Both halves as a JSON Web Key (RFC 8037). */
    ObjectNode jwk() {
        return publicJwk().put(SECRET, Base64Url.encode(secret.getEncoded()));
    }

    ObjectNode publicJwk() {
        return published.jwk().put(FROM, from.toString());
    }

    String id() {
        return published.id();
    }

    byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** Without the private half, which a generated one would print. */
    @Override
    public String toString() {
        return id() + " from " + from;
    }
}
