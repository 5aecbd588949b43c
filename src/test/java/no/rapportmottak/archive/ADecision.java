package no.rapportmottak.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Receipted;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** A decided submission for tests: a good grant report, but for what a test says otherwise. */
class ADecision {

    static final Instant RECEIVED = Instant.parse("2023-03-31T22:12:07.123Z");

    private static final Map<String, String> FACTS = Map.of(
            "organisasjonsnummer", "999263550",
            "organisasjonsnavn", "Solvik kommune",
            "budsjettaar", "2023",
            "kapittel", "765",
            "post", "62");

    private final Path store;
    private Reference reference = Reference.mint(RECEIVED);
    private Outcome outcome = Outcome.GODKJENT;
    private String fileName = "rapport.xml";
    private byte[] content = "<tilskuddsrapport/>\n".getBytes(StandardCharsets.UTF_8);
    private Map<String, String> facts = FACTS;
    private boolean identified = true;
    private boolean trial;
    private String replaces;
    private String canonical = "{\"skjema\":\"tilskuddsrapport/v1\"}";
    private Instant handled = RECEIVED.plusMillis(345);

    /** @param store where the original's bytes are to lie */
    ADecision(Path store) {
        this.store = store;
    }

    ADecision with(Outcome changed) {
        outcome = changed;
        return this;
    }

    ADecision with(Reference changed) {
        reference = changed;
        return this;
    }

    ADecision named(String changed) {
        fileName = changed;
        return this;
    }

    ADecision containing(byte[] changed) {
        content = changed;
        return this;
    }

    ADecision fromOrganisation(String name) {
        facts = Map.of("organisasjonsnavn", name);
        return this;
    }

    ADecision replacing(String changed) {
        replaces = changed;
        return this;
    }

    ADecision handled(Instant changed) {
        handled = changed;
        return this;
    }

    ADecision withCanonical(String changed) {
        canonical = changed;
        return this;
    }

    ADecision asTrial() {
        trial = true;
        return this;
    }

    ADecision unidentified() {
        identified = false;
        return with(Outcome.AVVIST);
    }

    Receipted receipted() {
        Original original = original();
        Submission submission =
                new Submission(reference, "solvik", Channel.SFTP, fileName, RECEIVED, original, null);
        Decision decision = new Decision(submission, verdict(), handled, null, 1, null, null);
        return new Receipted(decision, List.of(
                receipt("mottak.json", "application/json"),
                receipt("resultat.xml", "application/xml"),
                receipt("resultat.html", "text/html"),
                receipt("resultat.json", "application/json")));
    }

    private Verdict verdict() {
        if (!identified) {
            Finding finding = new Finding("MOT-005", Severity.FATAL, null, null, null, "Ukjent dokument.", null);
            return Verdict.unreadable(outcome, List.of(finding));
        }
        return new Verdict(outcome, List.of(), "tilskuddsrapport", "v1", "2023.1", facts, null, trial, replaces,
                new Deadline(LocalDate.of(2023, 4, 1), true), canonical, List.of());
    }

    private ReceiptFile receipt(String end, String mediaType) {
        String name = fileName.replaceAll("[\\p{Cntrl}/%]", "%25") + "." + reference + "." + end;
        return new ReceiptFile(name, mediaType, ("kvittering " + end).getBytes(StandardCharsets.UTF_8));
    }

    private Original original() {
        try {
            Files.createDirectories(store);
            Path file = Files.write(store.resolve(reference + ".original"), content);
            return new Original(file, Fixity.of(content).sha256(), content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
