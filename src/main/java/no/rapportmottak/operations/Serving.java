package no.rapportmottak.operations;

import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/** Runs the hub until it is told to stop. */
final class Serving {

    /** The exit status of a start that failed, which is Java's for what nobody catches. */
    private static final int FAILED = 1;

    private Serving() {}

    static void start(Class<?> application, String... arguments) {
        CompletableFuture<ConfigurableApplicationContext> hub = new CompletableFuture<>();
        // One that comes while the hub starts is heeded as soon as it has: half a start cannot be undone in order.
        Signal.handle(new Signal("TERM"), signal -> hub.thenAccept(Serving::drain));
        hub.complete(started(application, arguments));
        Signal.handle(new Signal("INT"), signal -> hub.thenAccept(Serving::drain));
    }

    /** A start that fails ends the process, whatever threads it had begun: something has to see it, and to start it again. */
    private static ConfigurableApplicationContext started(Class<?> application, String... arguments) {
        try {
            return SpringApplication.run(application, arguments);
        } catch (RuntimeException | Error told) {
            System.exit(FAILED);
            throw told;
        }
    }

    /**
     * Finishes the work in hand, then exits. Not in a shutdown hook: H2 closes the ledger in its own, which would
     * run beside ours, and with AUTO_SERVER it can't be told not to.
     */
    private static void drain(ConfigurableApplicationContext hub) {
        System.exit(SpringApplication.exit(hub));
    }
}
