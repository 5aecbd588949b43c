package no.rapportmottak.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Purges;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Hit;
import no.rapportmottak.ledger.Timeline;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Everything that is known of one submission. */
@Component
class Dossier {

    /** @param after how long the step came after the one before */
    public record Step(Instant at, String step, String detail, String node, Duration after) {}

    /** @param changes against the version before; none of the first */
    public record Version(Hit hit, List<Change> changes) {}

    /**
     * @param canonical null where the document is not valid by its schema
     * @param packed    null where it is not in the archive
     * @param purged    since when its content is deleted, or null
     */
    public record Contents(
            Hit hit,
            List<Finding> findings,
            Boolean withinDeadline,
            String ruleVersion,
            List<Step> timeline,
            List<Search.Sending> sendings,
            List<Version> versions,
            String canonical,
            ArchivePackage packed,
            Instant purged,
            Custody.Held held) {}

    private final Search search;
    private final Ledger ledger;
    private final Custody custody;
    private final Purges purges;
    private final Receipts receipts;
    private final Path data;

    Dossier(
            Search search, Ledger ledger, Custody custody, Purges purges, Receipts receipts,
            @Value("${rapportmottak.data}") Path data) {
        this.search = search;
        this.ledger = ledger;
        this.custody = custody;
        this.purges = purges;
        this.receipts = receipts;
        this.data = data;
    }

    Optional<Contents> open(String reference) {
        return known(reference).flatMap(search::find).map(this::contents);
    }

    private static Optional<Reference> known(String reference) {
        return Reference.isReference(reference) ? Optional.of(new Reference(reference)) : Optional.empty();
    }

    private Contents contents(Hit hit) {
        Optional<Decision> decision = ledger.decision(hit.reference());
        return new Contents(
                hit,
                decision.map(known -> known.verdict().findings()).orElse(List.of()),
                decision.map(known -> known.verdict().withinDeadline()).orElse(null),
                decision.map(known -> known.verdict().ruleVersion()).orElse(null),
                steps(search.timeline(hit.reference())),
                search.sendings(hit.reference()),
                versions(hit),
                decision.map(known -> Change.pretty(known.verdict().canonical())).orElse(null),
                search.packed(hit.reference()).orElse(null),
                purges.since(hit.reference()).orElse(null),
                custody.find(hit.reference()).orElse(null));
    }

    private static List<Step> steps(List<Timeline.Entry> entries) {
        List<Step> steps = new ArrayList<>();
        Instant before = null;
        for (Timeline.Entry entry : entries) {
            Duration after = before == null ? null : Duration.between(before, entry.at());
            steps.add(new Step(entry.at(), entry.step(), entry.detail(), entry.node(), after));
            before = entry.at();
        }
        return steps;
    }

    private List<Version> versions(Hit hit) {
        List<Version> versions = new ArrayList<>();
        String before = null;
        for (Hit version : search.versions(hit.reference())) {
            String canonical = ledger.decision(version.reference()).map(known -> known.verdict().canonical()).orElse(null);
            versions.add(new Version(version, before == null ? List.of() : Change.between(before, canonical)));
            before = canonical;
        }
        return versions;
    }

    /** The bytes as they were sent. */
    Optional<byte[]> original(String reference) throws IOException {
        Optional<Path> file = known(reference).flatMap(ledger::find).map(found -> found.original().path());
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
    }

    /** All receipts that its sender has got or will get of what is decided now. */
    List<ReceiptFile> receipts(String reference) {
        return known(reference).flatMap(ledger::find)
                .map(found -> ledger.decision(found.reference())
                        .map(receipts::all)
                        .orElseGet(() -> List.of(receipts.reception(found))))
                .orElse(List.of());
    }

    /** @throws NoSuchFileException when the archive has lost it */
    Optional<byte[]> packed(String reference) throws IOException {
        Optional<ArchivePackage> packed = known(reference).flatMap(search::packed);
        return packed.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(data.resolve(packed.get().path())));
    }
}
