package no.rapportmottak.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Receipted;
import no.rapportmottak.submission.SafeName;
import no.rapportmottak.submission.Verdict;

/**
 * What is archived of one submission: the original as main document; the canonical form, where there is one, with
 * the files that came within the report, and the receipts as attachments to it.
 *
 * <p>The canonical form is an attachment and not the original's {@code Arkivformat}: JSON is no format that
 * the National Archives take as one, and it was made by us, not sent.
 */
record Journalpost(Decision decision, List<Dokument> dokumenter) {

    static final String ORIGINAL_FOLDER = Bag.PAYLOAD + "original/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECEIPT_FOLDER = Bag.PAYLOAD + "kvittering/";

    /** @param attachments where their content lies */
    static Journalpost of(Receipted receipted, AttachmentStore attachments) throws IOException {
        Decision decision = receipted.decision();
        List<Dokument> dokumenter = new ArrayList<>();
        dokumenter.add(original(decision));
        if (decision.verdict().canonical() != null) {
            dokumenter.add(canonical(decision));
            dokumenter.addAll(attachments(decision, attachments));
        }
        dokumenter.addAll(receipts(receipted));
        return new Journalpost(decision, List.copyOf(dokumenter));
    }

    private static Dokument original(Decision decision) throws IOException {
        String sentName = decision.submission().fileName();
        Original original = decision.submission().original();
        return new Dokument(
                BagFile.of(ORIGINAL_FOLDER + SafeName.of(sentName), original),
                Dokument.REPORT,
                sentName,
                mediaType(original),
                decision.submission().received());
    }

    /** By the first character: a file's name is whatever its sender likes. */
    private static String mediaType(Original original) throws IOException {
        try (InputStream in = Files.newInputStream(original.path())) {
            String start = new String(in.readNBytes(64), StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
            return start.startsWith("<") ? "application/xml"
                    : start.startsWith("{") ? "application/json" : "application/octet-stream";
        }
    }

    private static Dokument canonical(Decision decision) {
        Verdict verdict = decision.verdict();
        String name = SafeName.of(verdict.reportType()) + ".json";
        return new Dokument(
                BagFile.of(Bag.PAYLOAD + name, verdict.canonical()),
                "Kanonisk form",
                name,
                "application/json",
                decision.handled());
    }

    /** The canonical form says of each where in the package it is to lie. */
    private static List<Dokument> attachments(Decision decision, AttachmentStore attachments) throws IOException {
        List<Dokument> dokumenter = new ArrayList<>();
        for (JsonNode parent : JSON.readTree(decision.verdict().canonical()).findParents("pakke")) {
            String sha256 = parent.get("sha256").asText();
            Original content = new Original(attachments.path(sha256), sha256, parent.get("stoerrelse").asLong());
            dokumenter.add(new Dokument(
                    BagFile.of(parent.get("pakke").asText(), content), Dokument.ATTACHMENT,
                    parent.get("filnavn").asText(), parent.get("medietype").asText(),
                    decision.submission().received()));
        }
        return dokumenter;
    }

    private static List<Dokument> receipts(Receipted receipted) {
        Set<String> taken = new HashSet<>();
        List<Dokument> dokumenter = new ArrayList<>();
        for (ReceiptFile receipt : receipted.receipts()) {
            Instant written = receipted.decision().handled();
            String path = RECEIPT_FOLDER + unusedName(receipt, taken);
            dokumenter.add(new Dokument(
                    BagFile.of(path, receipt.content()), "Kvittering", receipt.name(), receipt.mediaType(), written));
        }
        return dokumenter;
    }

    /** A release from quarantine gives a second result of the same name; some file systems ignore case. */
    private static String unusedName(ReceiptFile receipt, Set<String> taken) {
        String name = SafeName.of(receipt.name());
        String candidate = name;
        for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
            candidate = n + "-" + name;
        }
        return candidate;
    }
}
