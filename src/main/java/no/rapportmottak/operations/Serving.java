package no.rapportmottak.operations;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/** Runs the hub until it is told to stop. */
final class Serving {

    private Serving() {}

    static void start(Class<?> application, String... arguments) {
        ConfigurableApplicationContext hub = SpringApplication.run(application, arguments);
        Signal.handle(new Signal("TERM"), signal -> drain(hub));
        Signal.handle(new Signal("INT"), signal -> drain(hub));
    }

    /**
     * Finishes the work in hand, then exits. Not in a shutdown hook: H2 closes the ledger in its own, which would
     * run beside ours, and with AUTO_SERVER it can't be told not to.
     */
    private static void drain(ConfigurableApplicationContext hub) {
        System.exit(SpringApplication.exit(hub));
    }
}
