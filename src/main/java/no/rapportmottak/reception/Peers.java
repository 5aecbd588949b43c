package no.rapportmottak.reception;

import java.util.Set;
import java.util.function.Supplier;

/**
 * The nodes that work on the same data folder.
 *
 * @param self   this node
 * @param others those others that live now; throws when nobody can tell
 */
record Peers(String self, Supplier<Set<String>> others) {}
