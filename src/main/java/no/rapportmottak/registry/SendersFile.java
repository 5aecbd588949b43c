package no.rapportmottak.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code config/senders.yaml}. A mistake in it keeps the senders as they were and is said once, until the
 * file changes again.
 */
public class SendersFile {

    private static final Logger LOG = LoggerFactory.getLogger(SendersFile.class);

    /** What tells one state of the file from another. */
    private record State(FileTime modified, long size) {}

    private final Path file;
    private final Senders senders;
    private State known;
    private volatile String mistake;

    SendersFile(Path file, Senders senders) {
        this.file = file;
        this.senders = senders;
        this.known = state();
    }

    /** Takes up a change, if there is one. */
    public synchronized void reloadIfChanged() {
        State now = state();
        if (now.equals(known)) {
            return;
        }
        known = now;
        try {
            senders.replace(Senders.read(file));
            mistake = null;
            LOG.info("{} was read again: {} senders", file, senders.all().size());
        } catch (ConfigurationMistake e) {
            mistake = e.getMessage();
            LOG.error("the senders stay as they were: {}", mistake);
        }
    }

    /** What is wrong with the file as it is now; null when nothing is. */
    public String mistake() {
        return mistake;
    }

    private State state() {
        try {
            return new State(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return new State(FileTime.fromMillis(0), -1);
        }
    }
}
