package no.rapportmottak.watch;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** What the probes need to know of routes. */
final class Routes {

    private final CamelContext camel;

    Routes(CamelContext camel) {
        this.camel = camel;
    }

    /** That a route stands still though the hub runs, if one does. */
    List<Trouble> stopped(String... ids) {
        if (!camel.getStatus().isStarted()) {
            return List.of();
        }
        return List.of(ids).stream()
                .filter(id -> camel.getRoute(id) != null)
                .filter(id -> camel.getRouteController().getRouteStatus(id) != ServiceStatus.Started)
                .map(id -> Trouble.grave("the route " + id + " is stopped"))
                .limit(1)
                .toList();
    }
}
