package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A detached signature of a file: a JWS (RFC 7515, appendix F) over the bytes as they are (RFC 7797, {@code b64} false),
 * so that it can be checked with {@code cat} and {@code openssl} too.
 */
record Detached(String encodedHeader, JsonNode header, byte[] signature) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEITHER = "it is no detached JWS of EdDSA over unencoded bytes";

    /** @param extras of the header: what a reader wants to know beside the key; may be empty */
    static Detached sign(SigningKey key, ObjectNode extras, byte[] content) {
        ObjectNode header = JSON.createObjectNode().put("alg", "EdDSA").put("kid", key.id()).put("b64", false);
        header.putArray("crit").add("b64");
        header.setAll(extras);
        String encoded = Base64Url.encode(header.toString().getBytes(UTF_8));
        return new Detached(encoded, header, key.sign(input(encoded, content)));
    }

    /** @throws IllegalArgumentException when the bytes are something else; one line break at the end is allowed */
    static Detached read(byte[] jws) {
        String[] parts = new String(jws, US_ASCII).replaceFirst("\n$", "").split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            throw new IllegalArgumentException(NEITHER);
        }
        JsonNode header = header(parts[0]);
        if (!header.path("alg").asText().equals("EdDSA") || header.path("b64").asBoolean(true)
                || !header.path("crit").toString().equals("[\"b64\"]")) {
            throw new IllegalArgumentException(NEITHER);
        }
        return new Detached(parts[0], header, Base64Url.decode(parts[2]));
    }

    private static JsonNode header(String encoded) {
        try {
            return JSON.readTree(Base64Url.decode(encoded));
        } catch (IOException e) {
            throw new IllegalArgumentException("its header is no JSON", e);
        }
    }

    String keyId() {
        return header.path("kid").asText();
    }

    boolean fits(PublicKey key, byte[] content) {
        return key.verifies(input(encodedHeader, content), signature);
    }

    /** One line, as it stands in the file. */
    byte[] bytes() {
        return (encodedHeader + ".." + Base64Url.encode(signature) + "\n").getBytes(US_ASCII);
    }

    private static byte[] input(String encodedHeader, byte[] content) {
        byte[] start = (encodedHeader + ".").getBytes(US_ASCII);
        byte[] input = new byte[start.length + content.length];
        System.arraycopy(start, 0, input, 0, start.length);
        System.arraycopy(content, 0, input, start.length, content.length);
        return input;
    }
}
