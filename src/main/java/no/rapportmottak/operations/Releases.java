package no.rapportmottak.operations;

import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Custody.Result;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.NotDone;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.validation.Quarantine;
/** Letting submissions out of quarantine, as pages, programs and commands ask for it. */
public class Releases {

    private final Custody custody;
    private final Quarantine quarantine;
    private final Ledger ledger;

    Releases(Custody custody, Quarantine quarantine, Ledger ledger) {
        this.custody = custody;
        this.quarantine = quarantine;
        this.ledger = ledger;
    }

    /**
     * Lets it out to be checked again.
     *
     * @throws NotDone when it is not in quarantine, or its sender does not yet know that it is
     */
    public Result release(String reference, Act act) {
        return custody.release(known(reference), act);
    }

    /**
     * Ends it as rejected; its sender reads the reason.
     *
     * @throws NotDone as {@link #release}
     */
    public Result reject(String reference, Act act) {
        return ledger.find(known(reference))
                .map(submission -> custody.reject(quarantine.reject(submission, act.reason()), act))
                .orElseThrow(() -> new NotDone(NotDone.Why.NOT_IN_QUARANTINE));
    }

    private static Reference known(String reference) {
        if (!Reference.isReference(reference)) {
            throw new NotDone(NotDone.Why.NOT_IN_QUARANTINE);
        }
        return new Reference(reference);
    }
}
