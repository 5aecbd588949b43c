package no.rapportmottak.receipt;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** A decided grant report from Solvik; a test says only what is different about it. */
final class ADecision {

    static final Reference REFERENCE = new Reference("018735e1-5a13-7c3e-8f00-0123456789ab");
    static final Reference OTHER = new Reference("018735e0-0000-7000-9000-000000000001");
    static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    static final Instant RECEIVED = Instant.parse("2023-03-31T09:12:07.123456Z");
    private static final LocalDate DEADLINE = LocalDate.of(2023, 4, 1);
    static final Finding WRONG_SUM = new Finding(
            "TSR-014", Severity.FEIL, "/regnskap/sumUtgifter", 41, 9,
            "Summen av utgiftene er 900, men linjene gir 800.", "Regn ut summen på nytt.");

    private final Outcome outcome;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();
    private Reference reference = REFERENCE;
    private String sender = "solvik";
    private String fileName = "rapport.xml";
    private Instant received = RECEIVED;
    private boolean identified = true;
    private boolean trial;
    private String replaces;
    private Reference replacedBy;
    private Deadline deadline = new Deadline(DEADLINE, true);
    private Earlier original;
    private List<AgainstPlan> plans = List.of();
    private Verdict before;
    private String canonical;

    private ADecision(Outcome outcome) {
        this.outcome = outcome;
    }

    static ADecision that(Outcome outcome) {
        return new ADecision(outcome);
    }

    ADecision found(Finding finding) {
        findings.add(finding);
        return this;
    }

    ADecision found(String code, Severity severity, String message) {
        return found(new Finding(code, severity, null, null, null, message, null));
    }

    ADecision named(String name) {
        fileName = name;
        return this;
    }

    ADecision unidentified() {
        identified = false;
        deadline = null;
        return this;
    }

    ADecision trial() {
        trial = true;
        return this;
    }

    ADecision replacing(String reference) {
        replaces = reference;
        return this;
    }

    ADecision replacedBy(Reference reference) {
        replacedBy = reference;
        return this;
    }

    ADecision repeating(Earlier earlier) {
        original = earlier;
        return this;
    }

    ADecision against(AgainstPlan... posts) {
        plans = List.of(posts);
        return this;
    }

    /** A correction of a report with one canonical form by one with another. */
    ADecision correcting(String formBefore, String formNow) {
        before = that(Outcome.GODKJENT).written(formBefore).verdict();
        return written(formNow);
    }

    private ADecision written(String form) {
        canonical = form;
        return this;
    }

    ADecision late() {
        deadline = new Deadline(DEADLINE, false);
        return this;
    }

    /** Examined only, at no known instant and without what a submission knows. */
    ADecision offline(String... codesNotChecked) {
        reference = null;
        sender = null;
        received = null;
        deadline = null;
        notChecked.addAll(List.of(codesNotChecked));
        return this;
    }

    ADecision receivedAt(Instant instant) {
        received = instant;
        return this;
    }

    Decision decision() {
        Original bytes = new Original(Path.of("original"), SHA256, 8123);
        Channel channel = sender == null ? null : Channel.SFTP;
        Submission submission = new Submission(reference, sender, channel, fileName, received, bytes, null);
        return new Decision(submission, verdict(), RECEIVED.plusMillis(500), original, 1, replacedBy, before);
    }

    private Verdict verdict() {
        return new Verdict(
                outcome,
                findings,
                identified ? "tilskuddsrapport" : null,
                identified ? "v1" : null,
                identified ? "2023.1" : null,
                identified ? Map.of("organisasjonsnummer", "999263550") : Map.of(),
                null,
                trial,
                replaces,
                deadline,
                canonical,
                notChecked).heldAgainst(plans);
    }
}
