package no.rapportmottak.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import no.rapportmottak.bench.Series.Point;

/** A series as SVG: both axes logarithmic, so that a power is a straight line. */
record Plot(Series series) {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    /** Within each power of ten. */
    private static final List<Integer> TICKS = List.of(1, 2, 5);

    /** One of the axes, from one tick to another. */
    private record Axis(double from, double to) {

        static Axis of(List<Double> values) {
            double least = values.stream().min(Double::compare).orElseThrow();
            double most = values.stream().max(Double::compare).orElseThrow();
            List<Double> around = ticks(least, most);
            double from = around.stream().filter(tick -> tick < least).max(Double::compare).orElseThrow();
            double to = around.stream().filter(tick -> tick > most).min(Double::compare).orElseThrow();
            return new Axis(from, to);
        }

        /** All from the power of ten before one value to that after another. */
        private static List<Double> ticks(double first, double last) {
            return IntStream.rangeClosed((int) Math.floor(Math.log10(first)) - 1, (int) Math.ceil(Math.log10(last)) + 1)
                    .boxed()
                    .flatMap(power -> TICKS.stream().map(tick -> tick * Math.pow(10, power)))
                    .toList();
        }

        /** Between 0 and 1. */
        double part(double value) {
            return Math.log(value / from) / Math.log(to / from);
        }

        List<Double> ticks() {
            return ticks(from, to).stream().filter(tick -> tick > from * 0.999 && tick < to * 1.001).toList();
        }
    }

    String svg() {
        Axis across = Axis.of(series.points().stream().map(Point::size).toList());
        Axis up = Axis.of(series.points().stream().map(Point::time).toList());
        StringBuilder svg = new StringBuilder(format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="white"/>
                """, WIDTH, HEIGHT, series));
        across.ticks().forEach(tick -> {
            svg.append(line(x(across, tick), TOP, x(across, tick), HEIGHT - BOTTOM, "#ddd"));
            svg.append(text(x(across, tick), HEIGHT - BOTTOM + 18, "middle", "", number(tick)));
        });
        up.ticks().forEach(tick -> {
            svg.append(line(LEFT, y(up, tick), WIDTH - RIGHT, y(up, tick), "#ddd"));
            svg.append(text(LEFT - 6, y(up, tick) + 4, "end", "", number(tick)));
        });
        svg.append(line(x(across, across.from()), y(up, series.fitted(across.from())), x(across, across.to()),
                y(up, series.fitted(across.to())), "#888"));
        for (Point point : series.points()) {
            svg.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#0b5\"/>%n",
                    x(across, point.size()), y(up, point.time())));
        }
        svg.append(text(LEFT, 24, "start", " font-weight=\"bold\"",
                "%s: fitted exponent %s".formatted(series.name(), format("%.2f", series.exponent()))));
        svg.append(text(WIDTH - RIGHT, HEIGHT - 14, "end", "", series.what()));
        svg.append(text(LEFT, 42, "start", "", series.takes()));
        return svg.append("</svg>\n").toString();
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour);
    }

    private static String text(double x, double y, String anchor, String more, String words) {
        return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>%n", x, y, anchor, more, words);
    }

    private static String number(double tick) {
        return tick >= 1 ? format("%,.0f", tick).replace(',', ' ') : format("%s", tick);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
