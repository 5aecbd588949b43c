package no.rapportmottak.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.reception.HostKey;

/** A real OpenSSH server of a partner's, on a free loopback port, over a folder of its own. */
public final class OpenSshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration START = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final HostKey key;
    private Process process;

    /** @param login the public key that may sign in */
    public OpenSshServer(Path folder, String login) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.port = Ports.one();
        this.key = HostKey.at(folder.resolve("host-key"));
        Files.createDirectories(files());
        Files.writeString(folder.resolve("authorized_keys"), login + "\n");
        Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PidFile none
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                Subsystem sftp internal-sftp
                ForceCommand internal-sftp -d %s
                """.formatted(port, folder.resolve("host-key"), folder.resolve("authorized_keys"), files()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
    }

    public static boolean isInstalled() {
        return Files.isExecutable(SSHD);
    }

    public OpenSshServer start() throws IOException {
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        await("sshd on " + port).atMost(START).until(this::greets);
        return this;
    }

    private boolean greets() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    /** At once, with every session that it has. */
    public void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    public int port() {
        return port;
    }

    public String hostKey() {
        return key.publicLine();
    }

    /** Where who signs in begins. */
    public Path files() {
        return folder.resolve("files");
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        if (process != null) {
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
