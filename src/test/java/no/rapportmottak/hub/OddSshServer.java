package no.rapportmottak.hub;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A partner's server that does what no honest one does: names that lead elsewhere, requests that it forgets. */
final class OddSshServer implements AutoCloseable {

    /** What it says instead of the names on its disk. */
    static final Map<String, String> NAMES = Map.of(
            "slash.xml", "a/../../../b.xml", "backslash.xml", "a\\..\\b.xml", "control.xml", "a\u0001b.xml",
            "star.xml", "*");

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    private final Path files;
    final CountDownLatch remembers = new CountDownLatch(1);
    volatile boolean removes = true;
    volatile int forgotten;
    /** Those who have put something into place. */
    final Set<Object> sessions = ConcurrentHashMap.newKeySet();

    OddSshServer(Path folder) throws Exception {
        files = Files.createDirectories(folder);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPublickeyAuthenticator((user, login, session) -> true);
        server.setFileSystemFactory(new VirtualFileSystemFactory(files));
        server.setSubsystemFactories(List.of(new Factory()));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    String hostKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    Path files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        remembers.countDown();
        server.stop(true);
    }

    private class Factory extends SftpSubsystemFactory {

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new Odd(channel, this);
        }
    }

    private class Odd extends SftpSubsystem {

        Odd(ChannelSession channel, SftpSubsystemFactory factory) {
            super(channel, factory);
        }

        @Override
        protected String getShortName(Path file) throws IOException {
            String name = super.getShortName(file);
            return NAMES.getOrDefault(name, name);
        }

        /** Of a file called so, it answers nothing after the first bytes; the line itself stays alive. */
        @Override
        protected int doRead(
                int id, String handle, long offset, int length, byte[] data, int at, AtomicReference<Boolean> end)
                throws IOException {
            if (offset > 0 && handles.get(handle).getFile().endsWith("forgotten.xml") && remembers.getCount() > 0) {
                forgotten++;
                await();
            }
            return super.doRead(id, handle, offset, length, data, at, end);
        }

        private void await() throws IOException {
            try {
                remembers.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        protected void doRename(int id, String from, String to, Collection<CopyOption> how) throws IOException {
            super.doRename(id, from, to, how);
            sessions.add(this);
        }

        @Override
        protected void doRemove(int id, Path file, boolean directory) throws IOException {
            if (!removes) {
                throw new IOException("not here");
            }
            super.doRemove(id, file, directory);
        }
    }
}
