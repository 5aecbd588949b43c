package no.rapportmottak.bench;

import java.io.IOException;
import java.util.Scanner;

/** How those that are measured agree with the benchmark on when the time begins and ends. */
final class Start {

    static final String READY = "READY";
    static final String DONE = "DONE ";

    private Start() {}

    static void await() {
        System.out.println(READY);
        new Scanner(System.in).nextLine();
    }

    /** @param messages that lie on the queues now */
    static void done(long messages) throws IOException {
        System.out.println(DONE + messages);
        System.out.flush();
        System.in.read();
    }
}
