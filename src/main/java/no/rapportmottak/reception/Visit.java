package no.rapportmottak.reception;

import java.net.InetAddress;
import java.security.PublicKey;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/** One session, from when its connection is accepted until it is closed. */
final class Visit {

    private static final AttributeKey<Visit> OF_SESSION = new AttributeKey<>();

    private final InetAddress from;
    private final Runnable hangUp;
    private volatile String sender;
    private volatile PublicKey key;
    private volatile long lastWork = System.nanoTime();
    private volatile boolean refused;

    /** @param hangUp closes its connection at once */
    Visit(InetAddress from, Runnable hangUp) {
        this.from = from;
        this.hangUp = hangUp;
    }

    static Visit of(Session session) {
        return session.getAttribute(OF_SESSION);
    }

    void belongsTo(Session session) {
        session.setAttribute(OF_SESSION, this);
    }

    InetAddress from() {
        return from;
    }

    void hangUp() {
        hangUp.run();
    }

    /** A key was offered that is nobody's, or not this account's. */
    void refused() {
        refused = true;
    }

    boolean wasRefused() {
        return refused;
    }

    /** The key that it may sign in with; the last one before it has signed in is the one it did so with. */
    void mayUse(PublicKey offered) {
        key = offered;
    }

    PublicKey key() {
        return key;
    }

    void signedIn(String name) {
        sender = name;
        works();
    }

    /** Null until it has signed in. */
    String sender() {
        return sender;
    }

    void works() {
        lastWork = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - lastWork;
    }
}
