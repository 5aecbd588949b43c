package no.rapportmottak.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a person may do; who may change something may also look. */
enum Role {
    /** Look at everything. */
    LESE,
    /** Replay, pause and resume. */
    DRIFT,
    /** Let out of quarantine. */
    GODKJENNER;

    /** As it stands in settings and claims. */
    String word() {
        return name().toLowerCase();
    }

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** Its authorities, with what it implies. */
    Set<String> authorities() {
        return new TreeSet<>(List.of(LESE.word(), word()));
    }
}
