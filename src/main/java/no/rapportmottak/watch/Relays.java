package no.rapportmottak.watch;

import no.rapportmottak.ledger.Delivery.Kind;

/** The relays by the names of their routes. */
final class Relays {

    private Relays() {}

    static String routeOf(Kind kind) {
        return switch (kind) {
            case KVITTERING -> "relay-receipts";
            case ARKIV -> "relay-archive";
            case KOE -> "relay-queues";
            case WEBHOOK -> "relay-webhooks";
            case EPOST -> "relay-mail";
            case PARTNER -> "relay-partners";
        };
    }
}
