package no.rapportmottak.report;

import java.util.HashMap;
import java.util.Map;

/** Where in the file as sent each part of the document stands. */
public final class Positions {

    /** @param line and column in characters, both from 1 */
    public record Place(int line, int column) {}

    private final Map<String, Place> places = new HashMap<>();

    void put(String pointer, int line, int column) {
        places.put(pointer, new Place(line, column));
    }

    /** The place of that part or, where the document lacks it, of the nearest part around it; null for none. */
    public Place of(String pointer) {
        String at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = Pointer.parent(at);
        }
        return places.get(at);
    }
}
