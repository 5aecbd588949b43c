package no.rapportmottak.delivery;

import java.io.IOException;

/** A receiver that is there has refused this one item, perhaps not for ever: it waits alone. */
class RefusedForNow extends IOException {

    RefusedForNow(String message) {
        super(message);
    }
}
