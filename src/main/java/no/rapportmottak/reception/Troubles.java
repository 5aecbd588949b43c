package no.rapportmottak.reception;

import java.util.Map;
import java.util.TreeMap;

/** What is wrong with single files of a partner, counted by kind. Not safe for several threads. */
final class Troubles {

    private record Kind(int files, String what) {}

    private final Map<String, Kind> kinds = new TreeMap<>();

    void add(String kind, String what) {
        kinds.merge(kind, new Kind(1, what), (known, another) -> new Kind(known.files() + 1, another.what()));
    }

    /** One sentence for each kind. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        kinds.forEach((kind, trouble) -> all.put(kind, trouble.files() + " of its files " + trouble.what()));
        return all;
    }
}
