package no.rapportmottak.reception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionDisconnectHandler;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.threads.NoCloseExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The SSH server that senders upload to: public keys only, no SHA-1, nothing but the {@code sftp}
 * subsystem. It stops before the routes that work on what it takes in: first it takes no new
 * connections, then lets running uploads end for a while, then closes.
 */
public class SftpServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SftpServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_ANSWER = Duration.ofMillis(300);
    private static final int GREETING_MILLIS = 5000;
    /** What a client may send ahead on one channel; it lies in memory. */
    private static final long WINDOW = 1 << 20;

    private final ReceptionSettings settings;
    private final Senders senders;
    private final Logins logins;
    private final Gate gate;
    private final LoginKeys keys;
    private HostKey hostKey;
    private Server server;
    private ExecutorService threads;

    SftpServer(ReceptionSettings settings, Senders senders, Logins logins, Gate gate, LoginKeys keys) {
        this.settings = settings;
        this.senders = senders;
        this.logins = logins;
        this.gate = gate;
        this.keys = keys;
    }

    @Override
    public synchronized void start() {
        try {
            logins.uploads().clean(Instant.now());
            hostKey = HostKey.at(settings.hostKey());
            threads = Executors.newCachedThreadPool(new CustomizableThreadFactory("sftp-"));
            server = build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The SFTP server cannot start on " + settings.sftp().address() + ":"
                    + settings.sftp().port() + ": " + e.getMessage(), e);
        }
        log.info("SFTP server on {}:{}, host key {}", settings.sftp().address(), port(), fingerprint());
    }

    @Override
    public synchronized void stop() {
        try {
            server.acceptNoMore();
            waitForUploads();
            server.stop(false);
            threads.shutdown();
            threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            logins.handover().drain();
        } catch (IOException e) {
            log.warn("The SFTP server did not stop cleanly: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.sftp().enabled();
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** The port it listens on, also where any free one was asked for. */
    public int port() {
        return server.getPort();
    }

    /** Where this machine itself can reach it. */
    public InetAddress address() {
        InetAddress address = new InetSocketAddress(settings.sftp().address(), 0).getAddress();
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    /** Whether somebody who connects now is greeted. */
    public boolean isAnswering() {
        if (!isRunning()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), port()), GREETING_MILLIS);
            socket.setSoTimeout(GREETING_MILLIS);
            return Arrays.equals(socket.getInputStream().readNBytes(4), "SSH-".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the sessions that would not be let in any more, and those that have been silent for too long. */
    public void dismiss() {
        for (Visit visit : gate.inside()) {
            boolean idle = gate.isIdle(visit);
            if (idle || !keys.admits(visit.sender(), visit.key(), visit.from())) {
                log.info("The session of sender {} from {} is closed: {}", visit.sender(), visit.from().getHostAddress(),
                        idle ? "it was idle" : "it would not be let in any more");
                visit.hangUp();
            }
        }
    }

    /** Of the host key, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return hostKey.fingerprint();
    }

    private Server build() {
        Server built = (Server) Algorithms.on(ServerBuilder.builder())
                .factory(Server::new)
                .channelFactories(List.of(ChannelSessionFactory.INSTANCE))
                .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                .globalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE))
                .publickeyAuthenticator(keys)
                .build();
        built.setHost(settings.sftp().address());
        built.setPort(settings.sftp().port());
        built.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        built.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        built.setSubsystemFactories(List.of(new Conversations()));
        built.setSessionFactory(new Entrance(built));
        built.addSessionListener(new SignIns());
        built.setSessionDisconnectHandler(new Crowd());
        setLimits(built, gate.settings());
        return built;
    }

    /** A peer that vanished without a word is noticed within a minute, so its sender can begin again. */
    private static void setLimits(SshServer server, GuardSettings guard) {
        SftpModuleProperties.SFTP_VERSION.set(server, 3);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, guard.signIn());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, guard.attempts());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, guard.idle());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(server, Duration.ofSeconds(15));
        CoreModuleProperties.HEARTBEAT_REQUEST.set(server, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(server, 3);
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, guard.sessionsPerSender());
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, guard.channels() - 1); // MINA takes one more
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.STOP_WAIT_TIME.set(server, PATIENCE);
    }

    private void waitForUploads() throws InterruptedException {
        if (logins.uploads().openCount() == 0) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (logins.uploads().openCount() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        // An upload has ended a moment before its sender is told so.
        Thread.sleep(LAST_ANSWER.toMillis());
    }

    private String language(String sender) {
        return senders.find(sender).map(Sender::language).orElse("nb");
    }

    private static class Server extends SshServer {

        void acceptNoMore() {
            acceptor.unbind();
        }
    }

    /** Where connections come in; one that is not let in is closed before anything is read of it. */
    private class Entrance extends SessionFactory {

        Entrance(SshServer server) {
            super(server);
        }

        @Override
        protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
            InetAddress from = ((InetSocketAddress) connection.getRemoteAddress()).getAddress();
            Visit visit = gate.enter(from, () -> connection.close(true));
            connection.addCloseFutureListener(closed -> gate.leave(visit));
            ServerSessionImpl session = super.doCreateSession(connection);
            visit.belongsTo(session);
            return session;
        }
    }

    private class SignIns implements SessionListener {

        @Override
        public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
                Visit visit = Visit.of(session);
                gate.signedIn(visit, session.getUsername());
                keys.signedIn(visit.sender(), visit.key());
            }
        }
    }

    /** Says to a sender that it has too many sessions, in its language. */
    private class Crowd implements SessionDisconnectHandler {

        @Override
        public boolean handleSessionsCountDisconnectReason(
                Session session, Service service, String sender, int count, int most) throws IOException {
            session.disconnect(SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, Why.TOO_MANY_SESSIONS.in(language(sender), most));
            return false;
        }
    }

    private class Conversations extends SftpSubsystemFactory {

        Conversations() {
            setExecutorServiceProvider(() -> new NoCloseExecutor(threads));
        }

        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            ServerSession session = channel.getServerSession();
            String sender = session.getUsername();
            log.info("Sender {} logged in by SFTP from {}", sender, session.getClientAddress());
            Visit visit = Visit.of(session);
            return new SftpConversation(
                    channel, this, logins.begin(sender, KeyUtils.getFingerPrint(visit.key())), gate, visit, () -> language(sender));
        }
    }
}
