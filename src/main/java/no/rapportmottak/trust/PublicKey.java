package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The half of a signing key that everybody may have.
 *
 * @param id the key's thumbprint (RFC 7638), so that no other key can have it
 * @param x  its 32 bytes in base64url
 */
record PublicKey(String id, String x) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410). */
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    static PublicKey of(byte[] bytes) {
        String x = Base64Url.encode(bytes);
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        return new PublicKey(Base64Url.encode(Sha256.bytes(canonical.getBytes(UTF_8))), x);
    }

    /** @throws IllegalArgumentException when it is no Ed25519 key, or its id is not its thumbprint */
    static PublicKey read(JsonNode jwk) {
        if (!jwk.path("kty").asText().equals("OKP") || !jwk.path("crv").asText().equals("Ed25519")) {
            throw new IllegalArgumentException("it is no Ed25519 key");
        }
        byte[] bytes = Base64Url.decode(jwk.path("x").asText());
        PublicKey key = of(new Ed25519PublicKeyParameters(bytes, 0).getEncoded());
        if (!key.id().equals(jwk.path("kid").asText())) {
            throw new IllegalArgumentException("its kid is not its thumbprint " + key.id());
        }
        return key;
    }

    ObjectNode jwk() {
        return JSON.createObjectNode()
                .put("kty", "OKP").put("crv", "Ed25519").put("use", "sig").put("alg", "EdDSA").put("kid", id).put("x", x);
    }

    /** As OpenSSL reads it. */
    String pem() {
        byte[] info = new byte[INFO.length + 32];
        System.arraycopy(INFO, 0, info, 0, INFO.length);
        System.arraycopy(Base64Url.decode(x), 0, info, INFO.length, 32);
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(info) + "\n-----END PUBLIC KEY-----\n";
    }

    boolean verifies(byte[] message, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(Base64Url.decode(x), 0));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
