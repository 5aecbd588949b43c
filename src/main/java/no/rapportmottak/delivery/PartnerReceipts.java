package no.rapportmottak.delivery;

import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.registry.Endpoints;

/** The receipt folders on partners' servers. Repeating a delivery writes the same bytes under the same names. */
public class PartnerReceipts {

    private final Endpoints endpoints;
    private final Receivers receivers;

    PartnerReceipts(Endpoints endpoints, Receivers receivers) {
        this.endpoints = endpoints;
        this.receivers = receivers;
    }

    /** Lets a parcel through whose partner is still configured. */
    public Parcel address(Parcel parcel) {
        String id = parcel.delivery().destination();
        if (endpoints.partners().stream().noneMatch(partner -> partner.id().equals(id))) {
            throw new RecipientRefused("there is no partner " + id + " in endpoints.yaml any more");
        }
        return parcel;
    }

    /** Notes that the partner's server took what was for it. */
    public Parcel arrived(Parcel parcel) {
        receivers.answered(parcel.delivery().destination());
        return parcel;
    }
}
