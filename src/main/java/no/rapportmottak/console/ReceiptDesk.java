package no.rapportmottak.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.trust.KeyRing;
import no.rapportmottak.trust.PublicKeys;
import no.rapportmottak.trust.ReceiptCheck;
import no.rapportmottak.trust.ReceiptCheck.Difference;
import org.springframework.stereotype.Component;

/** Whether a result receipt is one of ours, and whether it still is the last word. */
@Component
class ReceiptDesk {

    enum Standing {
        /** Genuine, and what it says holds. */
        CURRENT,
        /** Genuine, but there is a later result of it, or a version that replaces it. */
        SUPERSEDED,
        /** Not what was signed. */
        CHANGED,
        /** Signed by somebody else, or of a submission that the ledger does not know. */
        UNKNOWN
    }

    /**
     * @param reference  that the receipt names; null unless it is genuine
     * @param replacedBy the version that replaces a superseded one, or null
     * @param difference the first one, of a receipt that was changed, or of which nobody knows who signed it
     */
    public record Answer(Standing standing, String reference, String replacedBy, Difference difference) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyRing keys;
    private final Ledger ledger;

    ReceiptDesk(KeyRing keys, Ledger ledger) {
        this.keys = keys;
        this.ledger = ledger;
    }

    /** @param receipt the bytes of the file */
    Answer check(byte[] receipt, byte[] signature) throws IOException {
        Optional<Difference> difference = new ReceiptCheck(PublicKeys.in(keys.publishedFile())).examine(receipt, signature);
        return difference.isPresent() ? differing(difference.get()) : genuine(JSON.readTree(receipt));
    }

    /** A text that was pasted: what a browser does to line breaks, and to the last one, is no difference. */
    Answer checkPasted(String receipt, byte[] signature) throws IOException {
        String text = receipt.replace("\r\n", "\n");
        Set<String> readings = new LinkedHashSet<>(List.of(text, text.stripTrailing() + "\n", text.stripTrailing()));
        Answer first = null;
        for (String reading : readings) {
            Answer answer = check(reading.getBytes(UTF_8), signature);
            if (answer.difference() == null) {
                return answer;
            }
            first = first == null ? answer : first;
        }
        return first;
    }

    private static Answer differing(Difference difference) {
        boolean ofOthers = difference.kind() == ReceiptCheck.Kind.UNKNOWN_KEY;
        return new Answer(ofOthers ? Standing.UNKNOWN : Standing.CHANGED, null, null, difference);
    }

    private Answer genuine(JsonNode receipt) {
        String reference = receipt.path("referanse").asText();
        if (!Reference.isReference(reference) || ledger.find(new Reference(reference)).isEmpty()) {
            return new Answer(Standing.UNKNOWN, reference, null, null);
        }
        Optional<Decision> now = ledger.decision(new Reference(reference));
        boolean last = now.filter(decision -> isOf(receipt, decision)).isPresent();
        Optional<String> replacedBy = now.map(Decision::replacedBy).map(Reference::value);
        return last && replacedBy.isEmpty() ? new Answer(Standing.CURRENT, reference, null, null)
                : new Answer(Standing.SUPERSEDED, reference, replacedBy.orElse(null), null);
    }

    private static boolean isOf(JsonNode receipt, Decision decision) {
        try {
            return Instant.parse(receipt.path("behandlet").asText()).equals(decision.handled());
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
