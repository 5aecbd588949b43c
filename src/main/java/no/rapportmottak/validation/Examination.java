package no.rapportmottak.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.report.Document;
import no.rapportmottak.report.Opened;
import no.rapportmottak.report.Positions;
import no.rapportmottak.report.Problem;
import no.rapportmottak.submission.Bearing;
import no.rapportmottak.submission.BusinessKey;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.NationalId;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.PostAmount;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/**
 * One document under examination: the body of the check route, to which each step adds what it finds. Belongs to
 * one thread. Once a step finds that checking cannot go on, the steps after it find nothing to do.
 */
public final class Examination implements Referenced {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> LANGUAGES = List.of("nb", "nn", "en");

    private final Submission submission;
    private final Sender sender;
    private final RuleBook rules;
    private final String language;
    private final long until;
    private final Findings findings = new Findings();
    private final List<String> notChecked = new ArrayList<>();
    private Opened opened;
    private Document document;
    private ObjectNode canonical;
    private Map<String, Object> variables;
    private Deadline deadline;
    private List<PostAmount> planned = List.of();
    private List<PostAmount> reported = List.of();

    /**
     * @param language for a document that nobody handed in; null for what it says itself
     * @param longest  that it may take, in processor time: waiting for a database is no fault of the document
     */
    Examination(Submission submission, Sender sender, RuleBook rules, String language, Duration longest) {
        this.submission = submission;
        this.sender = sender;
        this.rules = rules;
        this.language = language;
        this.until = THREADS.getCurrentThreadCpuTime() + longest.toNanos();
    }

    /**
     * Lets the next piece of work begin.
     *
     * @throws IllegalStateException when the time is over: others wait for this thread
     */
    void requireTime() {
        if (THREADS.getCurrentThreadCpuTime() > until) {
            throw new IllegalStateException("checking it takes too long (rapportmottak.limits.check-time)");
        }
    }

    Submission submission() {
        return submission;
    }

    /** Who handed it in; empty off-line. */
    Optional<Sender> sender() {
        return Optional.ofNullable(sender);
    }

    /** Whether nobody has handed the document in. */
    boolean isOffline() {
        return submission.reference() == null;
    }

    /**
     * A sender's own as it is registered, since the receipt speaks to the sender. Of a document that nobody handed in:
     * what was asked for, or what the document says, once it has been read.
     */
    private String language() {
        if (sender != null) {
            return sender.language();
        }
        if (language != null) {
            return language;
        }
        String said = document == null ? "" : document.tree().path("spraak").asText();
        return LANGUAGES.contains(said) ? said : "nb";
    }

    void found(Problem problem) {
        findings.add(problem);
    }

    /** Whether so much of that code was found already that only the number of it counts. */
    boolean isFull(String code) {
        return findings.isFull(code);
    }

    /** Found once more of a code of which there is enough. */
    void foundAgain(String code) {
        findings.addAgain(code);
    }

    /** Finds a code at a part of the document. */
    void found(String code, String path, Map<String, String> values) {
        Positions.Place place = document.positions().of(path);
        found(new Problem(code, path, place == null ? null : place.line(), place == null ? null : place.column(), values));
    }

    void notChecked(String code) {
        notChecked.add(code);
    }

    void opened(Opened open) {
        this.opened = open;
    }

    /** The document whose type is known, as long as it can be read. */
    Optional<Opened> opened() {
        return Optional.ofNullable(opened).filter(open -> findings.isEmpty());
    }

    void read(Document whole) {
        this.document = whole;
    }

    Optional<Document> document() {
        return Optional.ofNullable(document);
    }

    void canonical(ObjectNode form) {
        this.canonical = form;
    }

    /** The canonical form, once the schema has found nothing. */
    Optional<ObjectNode> canonical() {
        return Optional.ofNullable(canonical);
    }

    /** What rules may name of the canonical form and its surroundings, made when it is first asked for. */
    Map<String, Object> variables(Supplier<Map<String, Object>> made) {
        if (variables == null) {
            variables = made.get();
        }
        return variables;
    }

    /** Of several the one that was not kept. */
    void deadline(Deadline met) {
        deadline = deadline == null || deadline.kept() ? met : deadline;
    }

    void weighed(List<PostAmount> plans, List<PostAmount> reports) {
        planned = plans;
        reported = reports;
    }

    /** Whether the ledger will hold it against plans. */
    boolean isHeldAgainstPlans() {
        return !reported.isEmpty();
    }

    @Override
    public Reference reference() {
        return submission.reference();
    }

    /** Everything that was found, and what follows from it. */
    Examined conclude() {
        List<Finding> shown = findings.shown(problem -> rules.finding(problem, language()));
        Outcome outcome = shown.stream()
                .map(Finding::severity)
                .max(Severity::compareTo)
                .map(Severity::outcome)
                .orElse(Outcome.GODKJENT);
        return new Examined(submission, opened == null ? Verdict.unreadable(outcome, shown) : verdict(outcome, shown));
    }

    private Verdict verdict(Outcome outcome, List<Finding> shown) {
        RuleFile file = rules.file(opened.type());
        Map<String, String> facts = facts();
        if (outcome == Outcome.AVVIST) {
            canonical = canonical == null ? null : (ObjectNode) masked(canonical);
            facts.replaceAll((name, value) -> NationalId.mask(value));
        }
        if (sender == null) {
            facts.put("spraak", language());
        }
        return new Verdict(
                outcome, shown, opened.type().name(), opened.type().version(), file.version(), facts,
                canonical == null ? null : key(file, facts),
                canonical != null && canonical.path("proevekjoering").asBoolean(),
                canonical == null ? null : canonical.path("erstatter").textValue(),
                deadline, canonical == null ? null : canonical.toString(), notChecked, bearing(file), List.of());
    }

    private Bearing bearing(RuleFile file) {
        boolean withdraws = file.withdraws() != null && canonical != null;
        return new Bearing(withdraws ? canonical.at(file.withdraws()).textValue() : null, planned, reported);
    }

    /** Of a valid document; of another nothing is certain. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (canonical != null) {
            rules.file(opened.type()).facts().forEach((name, pointer) -> {
                JsonNode value = canonical.at(pointer);
                if (!value.isMissingNode()) {
                    facts.put(name, value.asText());
                }
            });
        }
        return facts;
    }

    /** Of a report that is refused only the original, which is never changed, shows a national identity number. */
    private static JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> field.setValue(masked(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i)));
            }
        }
        return node.isTextual() ? new TextNode(NationalId.mask(node.textValue())) : node;
    }

    private BusinessKey key(RuleFile file, Map<String, String> facts) {
        List<String> parts = file.businessKey().stream().map(fact -> facts.getOrDefault(fact, "")).toList();
        return BusinessKey.of(opened.type().name(), parts);
    }

    /** The budget year that the document reports for; 0 when it says none. */
    int year() {
        String pointer = rules.file(opened.type()).facts().get("budsjettaar");
        return pointer == null || canonical == null ? 0 : canonical.at(pointer).asInt();
    }
}
