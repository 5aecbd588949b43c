package no.rapportmottak.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server, and does something when a number of bytes has come from the server. */
final class Tap implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long left = Long.MAX_VALUE;
    private volatile Runnable then = () -> {};

    Tap(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Once. */
    void after(long bytes, Runnable action) {
        then = action;
        left = bytes;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = door.accept();
                threads.execute(() -> join(client));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private void join(Socket client) {
        try (client; Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            threads.execute(() -> pass(client, behind, false));
            pass(behind, client, true);
        } catch (IOException e) {
            // The server is not there.
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[8192];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
                count(counted ? n : 0);
            }
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    private synchronized void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            left = Long.MAX_VALUE;
            then.run();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            threads.shutdownNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
