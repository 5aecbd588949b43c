package no.rapportmottak.process;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A sender that uploads over four sessions at once and keeps what it was not told to be complete. */
public final class SftpUploads implements AutoCloseable {

    private static final int SESSIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Hub hub;
    private final String sender;
    private final KeyPair key;
    private final SshClient client = SshClient.setUpDefaultClient();
    private final Queue<Handed> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public SftpUploads(Hub hub, String sender) throws GeneralSecurityException {
        this.hub = hub;
        this.sender = sender;
        this.key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        client.setServerKeyVerifier((session, address, serverKey) -> true);
        client.start();
    }

    public String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    public void add(Handed file) {
        waiting.add(file);
    }

    public int waiting() {
        return waiting.size();
    }

    /** Uploads what waits; done when nothing waits any more or the hub is gone. */
    public CompletableFuture<Void> upload() {
        return CompletableFuture.allOf(IntStream.range(0, SESSIONS)
                .mapToObj(session -> CompletableFuture.runAsync(this::uploadOverOneSession, threads))
                .toArray(CompletableFuture[]::new));
    }

    private void uploadOverOneSession() {
        try (ClientSession session = client.connect(sender, "127.0.0.1", hub.ports.sftp()).verify(PATIENCE).getSession()) {
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                for (Handed file = waiting.poll(); file != null; file = waiting.poll()) {
                    upload(sftp, file);
                }
            }
        } catch (IOException e) {
            // The hub was killed, as was meant.
        }
    }

    private void upload(SftpClient sftp, Handed file) throws IOException {
        file.attempted();
        try (CloseableHandle handle = sftp.open("/inn/" + file.name(), OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            sftp.write(handle, 0, file.content());
        } catch (IOException e) {
            waiting.add(file);
            throw e;
        }
    }

    @Override
    public void close() {
        client.stop();
        threads.shutdownNow();
    }
}
