package no.rapportmottak.watch;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Puts one line for each thing that is watched into health: DOWN when reports cannot flow for it, WARNING when it
 * needs a look, UNKNOWN when another line explains it.
 */
class WatchHealth {

    static final Status WARNING = new Status("WARNING");

    WatchHealth(HealthContributorRegistry registry, Watch watch) {
        watch.names().forEach(name -> registry.registerContributor(name, (HealthIndicator) () -> line(watch.standing(name))));
    }

    private static Health line(Watch.Standing standing) {
        if (standing.waitsFor() != null) {
            return Health.unknown().withDetail("waitsFor", standing.waitsFor()).build();
        }
        if (!standing.grave().isEmpty()) {
            return Health.down().withDetail("trouble", standing.grave()).withDetail("warnings", standing.slight()).build();
        }
        return standing.slight().isEmpty()
                ? Health.up().build()
                : Health.status(WARNING).withDetail("warnings", standing.slight()).build();
    }
}
