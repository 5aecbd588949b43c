package no.rapportmottak.reception;

import java.util.Map;
import java.util.TreeMap;

/** Which bytes of an upload have come: a client may write out of order, but a file with a hole is not complete. */
class Written {

    /** Start to end (exclusive), neither touching nor overlapping. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    void add(long from, long to) {
        if (from == to) {
            return;
        }
        long start = from;
        long end = to;
        Map.Entry<Long, Long> near = ranges.floorEntry(end);
        while (near != null && near.getValue() >= start) {
            start = Math.min(start, near.getKey());
            end = Math.max(end, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(end);
        }
        ranges.put(start, end);
    }

    boolean isWhole(long size) {
        return size == 0 || ranges.getOrDefault(0L, 0L) >= size;
    }
}
