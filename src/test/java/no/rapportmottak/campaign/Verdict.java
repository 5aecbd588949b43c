package no.rapportmottak.campaign;

import java.util.ArrayList;
import java.util.List;

/** What became of the promises, seen from outside: each entry says what is wrong with what. */
record Verdict(List<String> lost, List<String> doubled, List<String> half, List<String> stuck) {

    Verdict() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isGood() {
        return lost.isEmpty() && doubled.isEmpty() && half.isEmpty() && stuck.isEmpty();
    }
}
