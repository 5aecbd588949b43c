package no.rapportmottak.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How the time grows with something.
 *
 * @param name  a word, for files
 * @param what  grows
 * @param takes what is measured
 */
record Series(String name, String what, String takes, List<Point> points) {

    record Point(double size, double time) {}

    Series(String name, String what, String takes) {
        this(name, what, takes, new ArrayList<>());
    }

    void add(double size, double time) {
        points.add(new Point(size, time));
        System.out.println("%s %.0f: %.3f".formatted(name, size, time));
    }

    /** Of the power of the size that fits best, by least squares of the logarithms. */
    double exponent() {
        double x = points.stream().mapToDouble(point -> Math.log(point.size())).average().orElseThrow();
        double y = points.stream().mapToDouble(point -> Math.log(point.time())).average().orElseThrow();
        double both = points.stream().mapToDouble(point -> (Math.log(point.size()) - x) * (Math.log(point.time()) - y)).sum();
        double square = points.stream().mapToDouble(point -> Math.pow(Math.log(point.size()) - x, 2)).sum();
        return Spread.round(both / square);
    }

    /** What the fitted power says of a size. */
    double fitted(double size) {
        double x = points.stream().mapToDouble(point -> Math.log(point.size())).average().orElseThrow();
        double y = points.stream().mapToDouble(point -> Math.log(point.time())).average().orElseThrow();
        return Math.exp(y + exponent() * (Math.log(size) - x));
    }

    @Override
    public String toString() {
        return "%s: time grows with the power %.2f of %s".formatted(name, exponent(), what);
    }
}
