package no.rapportmottak.operations;

import org.springframework.boot.SpringApplication;

/** Runs the hub until it is told to stop. */
final class Serving {

    private Serving() {}

    static void start(Class<?> application, String... arguments) {
        // H2 shares the ledger with the commands beside the hub (AUTO_SERVER); not with the network.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        SpringApplication.run(application, arguments);
    }
}
