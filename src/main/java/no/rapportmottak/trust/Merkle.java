package no.rapportmottak.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of hashes, in the shape of RFC 6962: what stands at its root proves each leaf by few hashes beside it. All
 * are hexadecimal text; a node is the SHA-256 of {@code n}, its left and its right child, so that no node passes for
 * an entry of the chain.
 */
final class Merkle {

    /** @param side where the neighbour stands: {@code L} or {@code R} */
    record Step(String side, String hash) {}

    private Merkle() {}

    static String root(List<String> leaves) {
        List<String> level = leaves;
        while (level.size() > 1) {
            level = above(level);
        }
        return level.get(0);
    }

    /** The neighbours on the way from a leaf to the root. */
    static List<Step> proof(List<String> leaves, int index) {
        List<Step> steps = new ArrayList<>();
        int at = index;
        for (List<String> level = leaves; level.size() > 1; level = above(level)) {
            int beside = at ^ 1;
            if (beside < level.size()) {
                steps.add(new Step(beside < at ? "L" : "R", level.get(beside)));
            }
            at /= 2;
        }
        return steps;
    }

    /** A last one without a neighbour goes up as it is. */
    private static List<String> above(List<String> level) {
        List<String> parents = new ArrayList<>(level.size() / 2 + 1);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(Sha256.of("n" + level.get(i) + level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.get(level.size() - 1));
        }
        return parents;
    }
}
