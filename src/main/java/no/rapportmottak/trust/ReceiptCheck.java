package no.rapportmottak.trust;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells whether a receipt is one that the hub has signed. Needs the files and the public keys, and no hub. */
public final class ReceiptCheck {

    /** How a receipt may differ from what was signed. */
    public enum Kind {
        DAMAGED_SIGNATURE("the signature is damaged: %s"),
        UNKNOWN_KEY("the signature names the key %s, which is none of those given"),
        NO_OBJECT("the receipt is no JSON object"),
        NO_JSON("the receipt is no JSON any more: line %s, column %s"),
        UNREADABLE("the receipt cannot be read: %s"),
        ADDED("the field %s was not there when the receipt was signed"),
        CHANGED("the field %s is not as it was signed"),
        MISSING("the field %s is missing"),
        BYTES("every field is as it was signed, but other bytes are not: blanks, line breaks or the signature");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** @param values that the text names */
    public record Difference(Kind kind, List<String> values) {

        static Difference of(Kind kind, Object... values) {
            return new Difference(kind, Stream.of(values).map(String::valueOf).toList());
        }

        @Override
        public String toString() {
            return kind.text.formatted(values.toArray());
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final PublicKeys keys;

    /** @param keys that are known to be the hub's */
    public ReceiptCheck(PublicKeys keys) {
        this.keys = keys;
    }

    /**
     * Checks a result receipt in JSON against the signature beside it.
     *
     * @return the first difference, or empty when the receipt is genuine
     * @throws IOException when the receipt cannot be read
     */
    public Optional<String> difference(Path receipt) throws IOException {
        byte[] content = Files.readAllBytes(receipt);
        Path beside = receipt.resolveSibling(receipt.getFileName() + ReceiptSignatures.ENDING);
        if (Files.notExists(beside)) {
            return Optional.of("there is no signature: " + beside.getFileName() + " is missing");
        }
        return difference(content, Files.readAllBytes(beside));
    }

    Optional<String> difference(byte[] receipt, byte[] jws) {
        return examine(receipt, jws).map(Difference::toString);
    }

    /** The first difference between a receipt and its signature, or empty when the receipt is genuine. */
    public Optional<Difference> examine(byte[] receipt, byte[] jws) {
        Detached signature;
        try {
            signature = Detached.read(jws);
        } catch (IllegalArgumentException e) {
            return Optional.of(Difference.of(Kind.DAMAGED_SIGNATURE, e.getMessage()));
        }
        Optional<PublicKey> key = keys.find(signature.keyId());
        if (key.isEmpty()) {
            return Optional.of(Difference.of(Kind.UNKNOWN_KEY, signature.keyId()));
        }
        return signature.fits(key.get(), receipt) ? Optional.empty() : Optional.of(whatDiffers(receipt, signature));
    }

    private static Difference whatDiffers(byte[] receipt, Detached signature) {
        try {
            JsonNode signed = signature.header().path(ReceiptSignatures.FIELDS);
            JsonNode read = JSON.readTree(receipt);
            if (!(read instanceof ObjectNode fields)) {
                return Difference.of(Kind.NO_OBJECT);
            }
            ObjectNode found = ReceiptSignatures.fields(fields);
            Set<String> names = new LinkedHashSet<>();
            signed.fieldNames().forEachRemaining(names::add);
            found.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .filter(name -> !found.path(name).equals(signed.path(name)))
                    .findFirst()
                    .map(name -> Difference.of(
                            !signed.has(name) ? Kind.ADDED : found.has(name) ? Kind.CHANGED : Kind.MISSING, name))
                    .orElse(Difference.of(Kind.BYTES));
        } catch (JsonProcessingException e) {
            return Difference.of(Kind.NO_JSON, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        } catch (IOException e) {
            return Difference.of(Kind.UNREADABLE, e.getMessage());
        }
    }

    /**
     * Whether a file is the one that a genuine receipt answers.
     *
     * @return the first difference, or empty when there is none
     */
    public static Optional<String> difference(Path receipt, Path original) throws IOException {
        JsonNode says = JSON.readTree(Files.readAllBytes(receipt));
        long size = Files.size(original);
        if (size != says.path("stoerrelse").asLong()) {
            return Optional.of("the original has %d bytes, the receipt says %s".formatted(size, says.path("stoerrelse")));
        }
        String sha256 = Sha256.of(original);
        return sha256.equals(says.path("sha256").asText()) ? Optional.empty()
                : Optional.of("the original has the SHA-256 %s, the receipt says %s".formatted(sha256, says.path("sha256").asText()));
    }
}
