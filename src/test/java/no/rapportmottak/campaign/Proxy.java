package no.rapportmottak.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server that can be cut, go silent or become slow. */
final class Proxy implements AutoCloseable {

    /** How the line is: open; cut, and nobody answers; silent, but not cut; or slow, each packet waiting a while. */
    enum Line {
        OPEN,
        CUT,
        SILENT,
        SLOW
    }

    private static final int PACKET_MILLIS = 150;

    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Line line = Line.OPEN;

    /** @param server the port of the real one, on this machine */
    Proxy(int server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void become(Line now) {
        line = now;
        if (now == Line.CUT) {
            open.forEach(Proxy::close);
            open.clear();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                admit(entrance.accept());
            } catch (IOException e) {
                return;
            }
        }
    }

    private void admit(Socket client) {
        if (line == Line.CUT) {
            close(client);
            return;
        }
        try {
            join(client, new Socket(InetAddress.getLoopbackAddress(), server));
        } catch (IOException away) {
            close(client);
        }
    }

    private void join(Socket client, Socket real) {
        open.add(client);
        open.add(real);
        thread(() -> pump(client, real));
        thread(() -> pump(real, client));
    }

    private void pump(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] packet = new byte[16 * 1024];
            for (int n = in.read(packet); n >= 0; n = in.read(packet)) {
                hold();
                out.write(packet, 0, n);
            }
        } catch (IOException | InterruptedException e) {
            // Cut at one end, so cut at the other.
        }
    }

    private void hold() throws InterruptedException {
        if (line == Line.SLOW) {
            Thread.sleep(PACKET_MILLIS);
        }
        while (line == Line.SILENT) {
            Thread.sleep(10);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "campaign-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which was meant.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(Proxy::close);
    }
}
