package no.rapportmottak.bench;

import java.util.List;

/** One figure of several rounds. */
record Spread(double median, double lowest, double highest) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        return new Spread(round(median), round(sorted.get(0)), round(sorted.get(n - 1)));
    }

    static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
