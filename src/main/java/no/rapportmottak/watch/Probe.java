package no.rapportmottak.watch;

import java.util.List;

/** Looks at one thing that can stop reports from flowing. */
interface Probe {

    /** Its name in health, and of its alarms. */
    String name();

    /** What is wrong now; empty when nothing is. Throws when that cannot be said. */
    List<Trouble> look() throws Exception;

    /** The probes whose grave trouble explains this one's: then it says nothing, so that a cause has one alarm. */
    default List<String> restsOn() {
        return List.of();
    }

    /** Whether it looks at what only this node has; all else every node finds alike, and one of them alarms for all. */
    default boolean isOfThisNode() {
        return false;
    }

    /** Whether a look costs more than a few statements; then it looks less often. */
    default boolean isCostly() {
        return false;
    }
}
