package no.rapportmottak.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.History;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Sending;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.SafeName;
import no.rapportmottak.trust.AuditSlice;
import no.rapportmottak.trust.KeyRing;
import no.rapportmottak.trust.ReceiptSignatures;
import no.rapportmottak.trust.Sha256;

/**
 * Everything that shows what was received, what was decided and what was sent of one submission, in one zip that can be
 * checked without the hub; {@code LES-MEG.md} in it says how. Reads alone.
 */
public final class Evidence {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "manifest-sha256.txt";
    private static final String GUIDE = "LES-MEG.md";

    private final History history;
    private final Search search;
    private final Chain chain;
    private final Receipts receipts;
    private final Path data;

    public Evidence(History history, Search search, Chain chain, Receipts receipts, Path data) {
        this.history = history;
        this.search = search;
        this.chain = chain;
        this.receipts = receipts;
        this.data = data;
    }

    /** @return false when there is no submission of that reference, or no decision yet; nothing is written then */
    public boolean write(Reference reference, OutputStream out) throws IOException {
        Optional<Decision> decision = history.decision(reference);
        if (decision.isEmpty() || decision.get().handled() == null) {
            return false;
        }
        Map<String, byte[]> files = gather(decision.get());
        try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(reference + "/" + file.getKey());
                entry.setTime(decision.get().handled().toEpochMilli());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return true;
    }

    private Map<String, byte[]> gather(Decision decision) throws IOException {
        Reference reference = decision.submission().reference();
        List<Sending> sendings = search.sendings(reference);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(GUIDE, guide());
        Optional<Chain.Files> kept = chain.files(reference.value());
        Optional<Instant> purged = kept.map(Chain.Files::purged);
        if (purged.isPresent()) {
            files.put("SLETTET.txt", deleted(decision, purged.get()));
        } else {
            files.put("original/" + SafeName.of(decision.submission().fileName()),
                    Files.readAllBytes(decision.submission().original().path()));
        }
        for (ReceiptFile receipt : receipts(decision, sendings)) {
            files.put("kvitteringer/" + receipt.name(), receipt.content());
        }
        if (decision.verdict().canonical() != null) {
            files.put("melding/kanonisk.json", decision.verdict().canonical().getBytes(UTF_8));
        }
        files.put("leveringer.json", deliveries(sendings));
        Optional<String> packed = kept.map(Chain.Files::packed);
        if (packed.isPresent() && purged.isEmpty()) {
            files.put("pakke/" + reference + ".zip", Files.readAllBytes(data.resolve(packed.get())));
        }
        new AuditSlice(chain, data).about(reference.value()).forEach((name, content) -> files.put("revisjon/" + name, content));
        files.put("noekler/" + KeyRing.PUBLISHED, KeyRing.under(data).jwks().getBytes(UTF_8));
        files.put(MANIFEST, manifest(files));
        return files;
    }

    /** As they were delivered: the same decision gives the same bytes. Of several results the last, which is the decision. */
    private List<ReceiptFile> receipts(Decision decision, List<Sending> sendings) throws IOException {
        ReceiptSignatures signatures = new ReceiptSignatures(KeyRing.under(data));
        String result = sendings.stream()
                .filter(sending -> sending.kind().equals(Kind.KVITTERING.name()))
                .map(Sending::destination)
                .filter(destination -> !destination.equals(Delivery.RECEPTION))
                .reduce((earlier, later) -> later)
                .orElse(Delivery.RESULT);
        List<ReceiptFile> all = new ArrayList<>();
        for (String destination : List.of(Delivery.RECEPTION, result)) {
            Delivery delivery = new Delivery("", decision.submission().reference(), Kind.KVITTERING, destination, 0);
            all.addAll(signatures.sign(receipts.print(new Parcel(delivery, decision.submission(), decision))).receipts());
        }
        return all;
    }

    private static byte[] deleted(Decision decision, Instant at) {
        return """
                Originalen og arkivpakken ble slettet %s fordi rapporten ble avvist for et fødselsnummer eller D-nummer.
                Originalen hadde SHA-256 %s. Slettingen står i revisjonssporet.
                """.formatted(at, decision.submission().original().sha256()).getBytes(UTF_8);
    }

    private static byte[] deliveries(List<Sending> sendings) {
        ArrayNode all = JSON.createArrayNode();
        for (Sending sending : sendings) {
            ObjectNode one = all.addObject()
                    .put("meldingId", sending.id())
                    .put("slag", sending.kind())
                    .put("til", sending.destination())
                    .put("tilstand", sending.state())
                    .put("forsoek", sending.attempts())
                    .put("opprettet", sending.created().toString());
            one.put("levert", sending.delivered() == null ? null : sending.delivered().toString());
            one.put("aarsak", sending.cause());
        }
        return (all.toPrettyString() + "\n").getBytes(UTF_8);
    }

    private static byte[] manifest(Map<String, byte[]> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach((name, content) -> lines.append(Sha256.of(content)).append("  ").append(name).append('\n'));
        return lines.toString().getBytes(UTF_8);
    }

    private static byte[] guide() throws IOException {
        try (InputStream in = Evidence.class.getResourceAsStream("/trust/" + GUIDE)) {
            return in.readAllBytes();
        }
    }
}
