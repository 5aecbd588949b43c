package no.rapportmottak.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One entry of the chain. {@code digest} is the SHA-256 of the entry's line, {@code hash} that of the hash before it
 * followed by the digest, all as hexadecimal text: {@code sha256sum} suffices to compute them.
 *
 * @param seq     its number, from 1, without holes
 * @param subject what it happened to
 * @param why     in words, or null
 * @param present false when the row that it is about is gone; then all but its name in the ledger is null
 */
public record Link(
        long seq, String source, long id, String at, String who, String what, String subject, String why, boolean present,
        String digest, String hash) {

    /** What the first entry follows. */
    public static final String START = "0".repeat(64);
    /** What happened to a submission: the table {@code timeline}. */
    static final String TIMELINE = "T";
    /** What persons did: the table {@code audit}. */
    static final String AUDIT = "A";
    /** Who did what stands in the timeline, in SQL, by the column of the node. */
    static final String HUB_AND_NODE = "case when %s is null then 'rapportmottak' else 'rapportmottak@' || %s end";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Everything that is known of it, as a JSON array in one line. */
    public String line() {
        try {
            return JSON.writeValueAsString(Arrays.asList(source, id, at, who, what, subject, why));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The row it is about, for people. */
    public String row() {
        return (source.equals(AUDIT) ? "audit row " : "timeline row ") + id;
    }

    /** The same entry as the one after {@code before}. */
    public Link chained(long number, String before) {
        String own = sha256(line());
        return at(number, own, after(before, own));
    }

    Link at(long number, String chainedDigest, String chainedHash) {
        return new Link(number, source, id, at, who, what, subject, why, present, chainedDigest, chainedHash);
    }

    /** Whether it is still what was chained. */
    public boolean isUnchanged() {
        return sha256(line()).equals(digest);
    }

    public boolean follows(String before) {
        return after(before, digest).equals(hash);
    }

    private static String after(String before, String digest) {
        return sha256(before + digest);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
