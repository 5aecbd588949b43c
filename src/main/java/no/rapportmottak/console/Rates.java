package no.rapportmottak.console;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How much each route of this process has worked lately, from the counters that Camel keeps. */
@Component
class Rates {

    private static final int SAMPLES = 31;
    private static final double SAMPLES_A_MINUTE = 6;

    private final MeterRegistry meters;
    private final Deque<Map<String, Double>> samples = new ArrayDeque<>();

    Rates(MeterRegistry meters) {
        this.meters = meters;
    }

    @Scheduled(fixedRate = 10_000)
    synchronized void sample() {
        Map<String, Double> sample = new HashMap<>();
        meters.find("camel.exchanges.total").meters().forEach(meter -> {
            String route = meter.getId().getTag("routeId");
            if (route != null && "route".equals(meter.getId().getTag("eventType"))) {
                sample.merge(route, value(meter), Double::sum);
            }
        });
        samples.addLast(sample);
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    private static double value(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(measurement -> measurement.getStatistic() == Statistic.COUNT)
                .mapToDouble(measurement -> measurement.getValue())
                .sum();
    }

    /** Exchanges of a route in a minute, as a mean of the last five. */
    synchronized double perMinute(String route) {
        if (samples.size() < 2) {
            return 0;
        }
        double worked = samples.getLast().getOrDefault(route, 0.0) - samples.getFirst().getOrDefault(route, 0.0);
        return Math.max(0, worked * SAMPLES_A_MINUTE / (samples.size() - 1));
    }
}
