package no.rapportmottak.ledger;

import java.util.List;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Referenced;

/**
 * What is to be deleted of a submission: the body of the purge route.
 *
 * @param packed      its package, or null
 * @param attachments their SHA-256
 */
public record Disposal(Reference reference, Original original, ArchivePackage packed, List<String> attachments)
        implements Referenced {

    Disposal with(List<String> sha256s) {
        return new Disposal(reference, original, packed, sha256s);
    }

    /** For the timeline; what was there is known by its checksums. */
    String told() {
        String told = "originalen (sha256: %s)".formatted(original.sha256());
        if (packed != null) {
            told += ", arkivpakken (sha256: %s)".formatted(packed.sha256());
        }
        return attachments.isEmpty() ? told : told + ", %d vedlegg".formatted(attachments.size());
    }
}
