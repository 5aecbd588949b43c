package no.rapportmottak.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where hostile files want something fetched. It listens, and it sits where Java asks before it resolves a name for a
 * URL: whatever comes to either is remembered.
 */
public final class Trap extends ProxySelector implements AutoCloseable {

    private final ProxySelector before = ProxySelector.getDefault();
    private final ConcurrentLinkedQueue<String> visits = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener;

    public Trap() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "trap");
        thread.setDaemon(true);
        thread.start();
        ProxySelector.setDefault(this);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                listener.accept().close();
                visits.add("a connection");
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** As it stands in a URL. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Everything that was asked for at its address, or by a URL of a kind that goes out. */
    public List<String> visits() {
        return List.copyOf(visits);
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (!uri.getScheme().equals("socket") || uri.getPort() == listener.getLocalPort()) {
            visits.add(uri.toString());
        }
        return before == null ? List.of(Proxy.NO_PROXY) : before.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        visits.add(uri + " " + failure);
    }

    @Override
    public void close() throws IOException {
        ProxySelector.setDefault(before);
        listener.close();
    }
}
