package no.rapportmottak.reception;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import no.rapportmottak.registry.Addresses;
import no.rapportmottak.registry.Partner;

/**
 * The way to one partner's server in one direction: one connection at a time, to an address that the hub may call, cut
 * off when the server leaves what was asked of it without an answer for too long. The SSH client would wait for ever:
 * a server that answers keep-alives may still forget a request.
 */
public class PartnerLine implements Proxy {

    private final Partner partner;
    private volatile Socket socket;
    private volatile long due;
    private volatile boolean waiting;

    PartnerLine(Partner partner) {
        this.partner = partner;
    }

    /** The server is asked for something, perhaps by a connection that is still to be made. */
    public void call() {
        expect(partner.answer().plus(partner.connect().multipliedBy(2)));
    }

    /** The server has given a sign and is asked for more. */
    void ask() {
        expect(partner.answer());
    }

    private void expect(Duration patience) {
        due = System.nanoTime() + patience.toNanos();
        waiting = true;
    }

    /** Nothing is expected of the server now. */
    public void rest() {
        waiting = false;
    }

    /** Breaks the connection when an answer is overdue; whoever waits for it gets an exception. */
    void cutIfOverdue(boolean stopping) {
        if (waiting && (stopping || System.nanoTime() - due > 0)) {
            waiting = false;
            close();
        }
    }

    @Override
    public void connect(SocketFactory factory, String host, int port, int timeout) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Optional<String> objection = Addresses.objection(host, address, partner.allowPrivate());
            if (objection.isPresent()) {
                throw new IOException(objection.get());
            }
            try {
                connect(new InetSocketAddress(address, port), timeout);
                return;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException(host + " has no address") : failure;
    }

    private void connect(InetSocketAddress address, int timeout) throws IOException {
        Socket fresh = new Socket();
        try {
            fresh.setTcpNoDelay(true);
            fresh.connect(address, timeout);
            socket = fresh;
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream() {
        try {
            return socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        try {
            return socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
