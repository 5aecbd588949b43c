package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import no.rapportmottak.report.Changes;
import no.rapportmottak.report.Changes.Change;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import rapportmottak.kvittering.v1.Kvittering;

/** Fills in the record that is written out: the one place where our words become the sender's. */
final class ReceiptForm {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private ReceiptForm() {}

    static Kvittering reception(Submission submission) {
        Kvittering form = about(submission);
        form.setSteg("MOTTAK");
        form.setUtfall(Outcome.MOTTATT.name());
        addLists(form, List.of(), List.of(), List.of());
        return form;
    }

    static Kvittering result(Decision decision) {
        Kvittering form = about(decision.submission());
        form.setSteg("RESULTAT");
        form.setUtfall(decision.outcome().name());
        form.setBehandlet(instant(decision.handled()));
        addVerdict(form, decision.verdict());
        form.setErstattetAv(reference(decision.replacedBy()));
        form.setTrekker(withdrawn(decision));
        form.setOriginal(original(decision.original()));
        addLists(form, plans(decision), changes(decision), decision.verdict().findings());
        return form;
    }

    /** A result that belongs to no submission: nobody sent it, and nothing was decided at any time. */
    static Kvittering offline(Decision decision) {
        Kvittering form = result(decision);
        form.setReferanse(null);
        form.setAvsender(null);
        form.setBehandlet(null);
        return form;
    }

    private static Kvittering about(Submission submission) {
        Kvittering form = new Kvittering();
        form.setSkjema("kvittering/v1");
        form.setReferanse(reference(submission.reference()));
        form.setAvsender(submission.sender());
        form.setFilnavn(text(submission.fileName()));
        form.setSha256(submission.original().sha256());
        form.setStoerrelse(submission.original().size());
        form.setMottatt(instant(submission.received()));
        return form;
    }

    private static void addVerdict(Kvittering form, Verdict verdict) {
        form.setOrganisasjonsnummer(text(verdict.fact("organisasjonsnummer")));
        form.setRapporttype(verdict.reportType());
        form.setSkjemaversjon(verdict.schemaVersion());
        form.setRegelversjon(verdict.ruleVersion());
        form.setProevekjoering(verdict.trial());
        form.setErstatter(text(verdict.replaces()));
        form.setInnenFrist(verdict.withinDeadline());
        form.setFrist(date(verdict.deadline()));
    }

    /** Of a withdrawal that took effect: the report that does not count any more. */
    private static String withdrawn(Decision decision) {
        boolean took = decision.outcome().accepted() && !decision.verdict().trial();
        return took ? decision.verdict().bearing().withdraws() : null;
    }

    private static Kvittering.Original original(Earlier earlier) {
        if (earlier == null) {
            return null;
        }
        Kvittering.Original original = new Kvittering.Original();
        original.setReferanse(reference(earlier.reference()));
        original.setSha256(earlier.sha256());
        original.setMottatt(instant(earlier.received()));
        original.setUtfall(earlier.outcome().name());
        return original;
    }

    private static List<Kvittering.PlanMotRapport> plans(Decision decision) {
        return decision.verdict().againstPlan().stream().map(ReceiptForm::post).toList();
    }

    private static Kvittering.PlanMotRapport post(AgainstPlan post) {
        Kvittering.PlanMotRapport written = new Kvittering.PlanMotRapport();
        written.setKapittel(post.chapter());
        written.setPost(post.post());
        written.setPlanlagt(post.planned());
        written.setRapportert(post.reported());
        written.setGjenstaar(post.remaining());
        written.setAvvik(post.deviation());
        written.setAvvikProsent(post.deviationShare());
        written.setPlan(post.plan());
        written.setPlanversjon(post.version());
        return written;
    }

    private static List<Kvittering.Endringer> changes(Decision decision) {
        return decision.isCorrection()
                ? Changes.between(decision.before().canonical(), decision.verdict().canonical()).stream()
                        .map(ReceiptForm::change)
                        .toList()
                : List.of();
    }

    private static Kvittering.Endringer change(Change change) {
        Kvittering.Endringer written = new Kvittering.Endringer();
        written.setSti(text(change.path()));
        written.setFoer(text(change.before()));
        written.setEtter(text(change.after()));
        return written;
    }

    /** The generated getters make the lists: without them an empty one would be null in JSON. */
    private static void addLists(
            Kvittering form, List<Kvittering.PlanMotRapport> plans, List<Kvittering.Endringer> changes,
            List<Finding> findings) {
        form.getPlanMotRapport().addAll(plans);
        form.getEndringer().addAll(changes);
        form.setAntallFunn(findings.size());
        form.getFunn().addAll(findings.stream().map(ReceiptForm::finding).toList());
    }

    private static Kvittering.Funn finding(Finding finding) {
        Kvittering.Funn written = new Kvittering.Funn();
        written.setKode(finding.code());
        written.setAlvorlighet(finding.severity().name());
        written.setSti(text(finding.path()));
        written.setLinje(finding.line());
        written.setKolonne(finding.column());
        written.setMelding(text(finding.message()));
        written.setTiltak(text(finding.advice()));
        return written;
    }

    private static String reference(Reference reference) {
        return reference == null ? null : reference.value();
    }

    private static String date(Deadline deadline) {
        return deadline == null || deadline.date() == null ? null : deadline.date().toString();
    }

    private static String instant(Instant instant) {
        return instant == null ? null : MILLISECONDS.format(instant);
    }

    /** Half a surrogate pair, which JSON's escapes can smuggle in, has no bytes in UTF-8: a question mark stays. */
    private static String text(String text) {
        return text == null ? null : new String(text.getBytes(UTF_8), UTF_8);
    }
}
