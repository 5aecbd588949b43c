package no.rapportmottak.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that a sender hands in, and how often it has tried. */
record Handed(String name, byte[] content, String sha256, AtomicInteger tried) {

    static Handed of(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Handed(name, bytes, sha256, new AtomicInteger());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void attempted() {
        tried.incrementAndGet();
    }

    int attempts() {
        return tried.get();
    }
}
