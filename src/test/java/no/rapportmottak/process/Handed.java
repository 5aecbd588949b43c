package no.rapportmottak.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file that a sender hands in, and how often it has tried.
 *
 * @param good    whether it is to be accepted
 * @param certain whether each attempt was certainly whole; an upload that was not answered may be or not
 */
public record Handed(String name, byte[] content, String sha256, boolean good, boolean certain, AtomicInteger tried) {

    public static Handed of(String name, String content, boolean good, boolean certain) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Handed(name, bytes, sha256, good, certain, new AtomicInteger());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void attempted() {
        tried.incrementAndGet();
    }

    public int attempts() {
        return tried.get();
    }
}
