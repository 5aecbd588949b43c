package no.rapportmottak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** Hands files in by SFTP over several sessions at once, each of another sender. */
final class Uploads {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HubProcess hub;
    private final Map<String, Instant> completed = new ConcurrentHashMap<>();

    Uploads(HubProcess hub) {
        this.hub = hub;
    }

    /**
     * Uploads files and returns when all are handed in.
     *
     * @param perSecond how many are begun each second; 0 for as many as the hub takes
     */
    void upload(List<Path> files, int sessions, int perSecond) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, serverKey) -> true);
            client.start();
            List<Future<?>> running = new ArrayList<>();
            for (String sender : hub.senders().subList(0, sessions)) {
                running.add(threads.submit(() -> {
                    overOneSession(client, sender, files, next, begun, perSecond);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void overOneSession(
            SshClient client, String sender, List<Path> files, AtomicInteger next, long begun, int perSecond)
            throws IOException {
        try (ClientSession session = client.connect(sender, "127.0.0.1", hub.sftpPort()).verify(PATIENCE).getSession()) {
            session.addPublicKeyIdentity(hub.key());
            session.auth().verify(PATIENCE);
            try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                    if (perSecond > 0) {
                        LockSupport.parkNanos(begun + i * 1_000_000_000L / perSecond - System.nanoTime());
                    }
                    upload(sftp, files.get(i));
                }
            }
        }
    }

    private void upload(SftpClient sftp, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        try (CloseableHandle handle = sftp.open("/inn/" + name, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            sftp.write(handle, 0, content);
            completed.put(name, Instant.now());
        }
    }

    /** When the last byte of each file was there and the client went on to close it. */
    Map<String, Instant> completed() {
        return completed;
    }
}
