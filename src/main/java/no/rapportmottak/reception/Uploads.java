package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where uploads lie until they are handed in, and which names are being written right now.
 *
 * <p>A file with a real name lies under a name of ours in its login's own folder and goes with the
 * login. A file with a temporary name stays, so that its sender can go on with it or rename it later,
 * also over a new connection, and to another node.
 */
class Uploads {

    private static final Duration KEPT = Duration.ofDays(7);

    private record Name(String sender, String file) {}

    private final Path nodes;
    private final Path temporary;
    private final long limit;
    private final Peers peers;
    private final Set<Name> open = ConcurrentHashMap.newKeySet();

    Uploads(Path top, long limit, Peers peers) {
        this.nodes = top.resolve("logins");
        this.temporary = top.resolve("temporary");
        this.limit = limit;
        this.peers = peers;
    }

    /**
     * At start: the logins of nodes that are gone left nothing of use, and nobody comes back for a temporary file that
     * lay for a week.
     */
    void clean(Instant now) throws IOException {
        Set<String> others = peers.others().get();
        for (Path node : Disk.children(nodes)) {
            if (!others.contains(node.getFileName().toString())) {
                Disk.deleteTree(node);
            }
        }
        if (Disk.isFolder(temporary)) {
            try (Stream<Path> files = Files.walk(temporary)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Disk.age(file, now).compareTo(KEPT) > 0) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    Path temporary(String sender) {
        return temporary.resolve(sender);
    }

    Upload begin(String sender, String login, String name, boolean anew) throws IOException {
        if (!open.add(new Name(sender, name))) {
            throw Refused.because(Why.NAME_UPLOADING);
        }
        try {
            Path path = path(sender, login, name);
            Files.createDirectories(path.getParent());
            if (anew) {
                Files.deleteIfExists(path);
            }
            return new Upload(name, path, limit);
        } catch (IOException | RuntimeException e) {
            open.remove(new Name(sender, name));
            throw e;
        }
    }

    void end(String sender, String name) {
        open.remove(new Name(sender, name));
    }

    boolean isOpen(String sender, String name) {
        return open.contains(new Name(sender, name));
    }

    int openCount() {
        return open.size();
    }

    void forget(String login) throws IOException {
        Disk.deleteTree(nodes.resolve(peers.self()).resolve(login));
    }

    private Path path(String sender, String login, String name) {
        return FileName.isTemporary(name)
                ? Disk.named(temporary(sender), name)
                : nodes.resolve(peers.self()).resolve(login).resolve(UUID.randomUUID().toString());
    }
}
