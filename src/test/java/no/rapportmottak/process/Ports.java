package no.rapportmottak.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports, below those that the system gives to others in the meantime. */
public record Ports(int sftp, int broker, int web, int management) {

    private static final Set<Integer> GIVEN = new HashSet<>();

    static Ports free() {
        return new Ports(one(), one(), one(), one());
    }

    /** One that nobody has, and that is given to nobody else in this process. */
    public static synchronized int one() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
