package no.rapportmottak.trust;

import java.util.Base64;

/** Base64 as JOSE has it (RFC 7515, appendix C): no padding, and one spelling alone for each value. */
final class Base64Url {

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException also when the last character has bits that mean nothing: a changed one would pass */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not the one base64url spelling of its value");
        }
        return bytes;
    }
}
