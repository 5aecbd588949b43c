package no.rapportmottak.console;

import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.ledger.Custody.Result;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.NotDone;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.validation.Quarantine;
import org.springframework.stereotype.Component;

/** Letting submissions out of quarantine, as pages and programs ask for it. */
@Component
class Releases {

    private final Custody custody;
    private final Quarantine quarantine;
    private final Ledger ledger;

    Releases(Custody custody, Quarantine quarantine, Ledger ledger) {
        this.custody = custody;
        this.quarantine = quarantine;
        this.ledger = ledger;
    }

    Result release(String reference, Act act) {
        return custody.release(known(reference), act);
    }

    /** Its sender reads the reason. */
    Result reject(String reference, Act act) {
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
