package no.rapportmottak.trust;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.submission.ReceiptFile;

/**
 * Puts a detached signature beside each result receipt in JSON. Its header names a short checksum of every field, so
 * that whoever checks it can be told which one is not as it was.
 */
public class ReceiptSignatures {

    static final String ENDING = ".jws";
    static final String FIELDS = "felt";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNED = "resultat.json";

    private final KeyRing keys;

    public ReceiptSignatures(KeyRing keys) {
        this.keys = keys;
    }

    /** The parcel with the signatures of its receipts, each before what it signs: the JSON stays last. */
    public Parcel sign(Parcel parcel) throws IOException {
        List<ReceiptFile> receipts = new ArrayList<>();
        for (ReceiptFile receipt : parcel.receipts()) {
            if (receipt.name().endsWith(SIGNED)) {
                SigningKey key = keys.at(parcel.decision().handled());
                receipts.add(new ReceiptFile(receipt.name() + ENDING, "application/jose", sign(key, receipt.content())));
            }
            receipts.add(receipt);
        }
        return parcel.with(receipts);
    }

    static byte[] sign(SigningKey key, byte[] receipt) throws IOException {
        ObjectNode extras = JSON.createObjectNode();
        extras.set(FIELDS, fields((ObjectNode) JSON.readTree(receipt)));
        return Detached.sign(key, extras, receipt).bytes();
    }

    /** Salted with the reference, so that a signature alone does not tell the outcome. */
    static ObjectNode fields(ObjectNode receipt) {
        String reference = receipt.path("referanse").asText();
        ObjectNode fields = JSON.createObjectNode();
        receipt.fields().forEachRemaining(field -> fields.put(
                field.getKey(), Sha256.of(reference + " " + field.getKey() + " " + field.getValue()).substring(0, 16)));
        return fields;
    }
}
