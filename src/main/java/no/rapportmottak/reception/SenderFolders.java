package no.rapportmottak.reception;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code senders/<id>/inn} and {@code senders/<id>/kvittering}. They are made for every sender that is
 * configured; a folder that belongs to none is left alone and named.
 */
public class SenderFolders {

    private static final Logger log = LoggerFactory.getLogger(SenderFolders.class);

    /** What stands for bytes that are no character. */
    private static final char UNREADABLE = '\uFFFD';

    private final Path top;
    private final Senders senders;
    private final Predicate<String> paused;
    private final Room room;

    /**
     * @param paused whether nothing is taken from a sender for now
     * @param room   of which there has to be some for anybody's files to be taken
     */
    SenderFolders(Path top, Senders senders, Predicate<String> paused, Room room) {
        this.top = top;
        this.senders = senders;
        this.paused = paused;
        this.room = room;
    }

    public Path inn(String sender) {
        return top.resolve(sender).resolve("inn");
    }

    public Path kvittering(String sender) {
        return top.resolve(sender).resolve("kvittering");
    }

    /** Makes what is missing; one sender's trouble does not keep another's folders from being made. */
    public void makeAll() {
        for (Sender sender : senders.all()) {
            try {
                makeFor(sender.id());
            } catch (IOException e) {
                log.warn("Cannot make the folders of sender {}: {}", sender.id(), e.toString());
            }
        }
    }

    void makeFor(String sender) throws IOException {
        if (!Files.isDirectory(inn(sender))) {
            Files.createDirectories(inn(sender));
        }
        if (!Files.isDirectory(kvittering(sender))) {
            Files.createDirectories(kvittering(sender));
        }
    }

    /**
     * Gives each file in an {@code inn/} whose name is not UTF-8 (æ, ø and å by an old system, for instance) a name that can
     * be read: Java's listing of a folder loses such a file. What is still on its way keeps its name.
     */
    public void nameReadably() {
        if (!UTF_8.name().equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))) {
            return;
        }
        for (Sender sender : senders.all()) {
            try {
                for (Path file : Disk.children(inn(sender.id()))) {
                    nameReadably(file);
                }
            } catch (IOException e) {
                log.warn("Cannot look for unreadable names of sender {}: {}", sender.id(), e.toString());
            }
        }
    }

    private static void nameReadably(Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean isUnreadable = name.indexOf(UNREADABLE) >= 0
                && Files.notExists(file.resolveSibling(name), LinkOption.NOFOLLOW_LINKS);
        if (!isUnreadable || FileName.isTemporary(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String readable = name.replace(UNREADABLE, '_');
        try {
            Files.move(file, file.resolveSibling(readable));
            log.info("A file in {} had a name that is not UTF-8; it is now {}", file.getParent(), readable);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            log.debug("{} has to wait for its name", file, e);
        }
    }

    /** Whether files of this sender are taken now. */
    boolean isOpen(String sender) {
        return senders.find(sender).filter(Sender::enabled).isPresent() && !isPaused(sender) && hasRoom();
    }

    /** Whether there is room for more files, of any sender. */
    boolean hasRoom() {
        return room.isLeft();
    }

    boolean isPaused(String sender) {
        return paused.test(sender);
    }

    /** The names of the folders that no configured sender owns. */
    public List<String> strangers() throws IOException {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(top)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> senders.find(name).isEmpty())
                    .sorted()
                    .toList();
        }
    }
}
