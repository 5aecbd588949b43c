package no.rapportmottak.operations;

import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/** Runs the hub until it is told to stop. */
final class Serving {

    private Serving() {}

    static void start(Class<?> application, String... arguments) {
        CompletableFuture<ConfigurableApplicationContext> hub = new CompletableFuture<>();
        // One that comes while the hub starts is heeded as soon as it has: half a start cannot be undone in order.
        Signal.handle(new Signal("TERM"), signal -> hub.thenAccept(Serving::drain));
        hub.complete(SpringApplication.run(application, arguments));
        Signal.handle(new Signal("INT"), signal -> hub.thenAccept(Serving::drain));
    }

    /**
     * Finishes the work in hand, then exits. Not in a shutdown hook: H2 closes the ledger in its own, which would
     * run beside ours, and with AUTO_SERVER it can't be told not to.
     */
    private static void drain(ConfigurableApplicationContext hub) {
        System.exit(SpringApplication.exit(hub));
    }
}
