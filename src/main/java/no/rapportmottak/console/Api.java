package no.rapportmottak.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import no.rapportmottak.console.DeadLettersPage.Choice;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Audit;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.DeadLetters;
import no.rapportmottak.ledger.DeadLetters.Replayed;
import no.rapportmottak.ledger.DeadLetters.Selection;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.operations.Releases;
import no.rapportmottak.submission.Reference;
import org.springframework.boot.jackson.JsonComponent;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The same for programs, described in {@code src/docs/openapi.yaml}. What changes something takes JSON only, which no
 * form of another site can send.
 */
@RestController
@RequestMapping("/api")
class Api {

    private static final int PAGE = 200;

    /** @param reason why; without one nothing is done */
    public record Reasoned(String reason) {}

    /**
     * What is to be replayed; nothing chosen is all.
     *
     * @param force  the outdated ones too
     * @param dryRun only say what would be done
     */
    public record Replay(
            String id, String reference, Kind kind, String destination, String cause, boolean force, boolean dryRun,
            String reason) {

        Selection selection() {
            return new Choice(id, reference, kind, destination, cause).selection();
        }
    }

    /** @param changed false when it was so already */
    public record Changed(boolean changed) {}

    public record Ended(Custody.Result result) {}

    /** @param usualCodes how often each was found in thirty days */
    public record Sender(SenderList.Standing sender, Map<String, Long> usualCodes) {}

    @JsonComponent
    static class References extends JsonSerializer<Reference> {

        @Override
        public void serialize(Reference reference, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(reference.value());
        }
    }

    private final Overview overview;
    private final SubmissionList submissions;
    private final Dossier dossier;
    private final DeadLetters deadLetters;
    private final Custody custody;
    private final Releases releases;
    private final SenderList senders;
    private final PartnerList partners;
    private final RuleList rules;
    private final Audit audit;

    Api(
            Overview overview,
            SubmissionList submissions,
            Dossier dossier,
            DeadLetters deadLetters,
            Custody custody,
            Releases releases,
            SenderList senders,
            PartnerList partners,
            RuleList rules,
            Audit audit) {
        this.overview = overview;
        this.submissions = submissions;
        this.dossier = dossier;
        this.deadLetters = deadLetters;
        this.custody = custody;
        this.releases = releases;
        this.senders = senders;
        this.partners = partners;
        this.rules = rules;
        this.audit = audit;
    }

    @GetMapping("/now")
    Overview.Now now() {
        return overview.now();
    }

    @GetMapping("/submissions")
    SubmissionList.Page submissions(SearchForm form) {
        return submissions.page(form);
    }

    @GetMapping("/submissions/{reference}")
    Dossier.Contents submission(@PathVariable String reference) {
        return dossier.open(reference).orElseThrow(Api::notFound);
    }

    @GetMapping("/dead-letters")
    List<DeadLetters.Letter> deadLetters(Choice choice) {
        return deadLetters.find(choice.selection(), PAGE);
    }

    @GetMapping("/dead-letters/groups")
    List<DeadLetters.Group> deadLetterGroups() {
        return deadLetters.groups();
    }

    @PostMapping(path = "/dead-letters/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    Replayed replay(@RequestBody Replay replay, Principal person) {
        return replay.dryRun()
                ? deadLetters.rehearse(replay.selection(), replay.force())
                : deadLetters.replay(replay.selection(), replay.force(), new Act(person.getName(), replay.reason()));
    }

    @GetMapping("/quarantine")
    List<Custody.Held> quarantine() {
        return custody.all(PAGE);
    }

    @GetMapping("/quarantine/groups")
    List<Custody.Group> quarantineGroups() {
        return custody.groups();
    }

    @PostMapping(path = "/quarantine/{reference}/release", consumes = MediaType.APPLICATION_JSON_VALUE)
    Ended release(@PathVariable String reference, @RequestBody Reasoned why, Principal person) {
        return new Ended(releases.release(reference, new Act(person.getName(), why.reason())));
    }

    @PostMapping(path = "/quarantine/{reference}/reject", consumes = MediaType.APPLICATION_JSON_VALUE)
    Ended reject(@PathVariable String reference, @RequestBody Reasoned why, Principal person) {
        return new Ended(releases.reject(reference, new Act(person.getName(), why.reason())));
    }

    @GetMapping("/senders")
    List<SenderList.Standing> senders() {
        return senders.all();
    }

    @GetMapping("/senders/{id}")
    Sender sender(@PathVariable String id) {
        return new Sender(senders.find(id).orElseThrow(Api::notFound), senders.usualCodes(id));
    }

    @PostMapping(path = "/senders/{id}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed pause(@PathVariable String id, @RequestBody Reasoned why, Principal person) {
        return new Changed(senders.pause(id, new Act(person.getName(), why.reason())));
    }

    @PostMapping(path = "/senders/{id}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed resume(@PathVariable String id, @RequestBody Reasoned why, Principal person) {
        return new Changed(senders.resume(id, new Act(person.getName(), why.reason())));
    }

    @GetMapping("/partners")
    List<PartnerList.Standing> partners() {
        return partners.all();
    }

    @GetMapping("/rules")
    List<RuleList.Catalogue> rules() {
        return rules.all();
    }

    @GetMapping("/audit")
    List<Audit.Entry> audit(@RequestParam(required = false) Long before) {
        return audit.before(before == null ? Long.MAX_VALUE : before, PAGE);
    }

    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    Resource description() {
        return new ClassPathResource("console/openapi.yaml");
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
