package no.rapportmottak.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attachments of one document while it is read. Their content goes past the tree, straight to unfinished
 * files; only those of a valid document are kept, the others go when this is closed.
 */
final class Contents implements AutoCloseable {

    private final AttachmentStore store;
    private final Map<String, Attachment> byPointer = new LinkedHashMap<>();
    private final Map<Path, String> unfinished = new LinkedHashMap<>();
    private ContentWriter current;
    private int opened;
    private long characters;

    Contents(AttachmentStore store) {
        this.store = store;
    }

    ContentWriter open() throws IOException, Unreadable {
        if (++opened > ParserPolicy.MAX_ATTACHMENTS) {
            throw new Unreadable(ParserPolicy.PARTS, "grense:vedlegg:" + ParserPolicy.MAX_ATTACHMENTS);
        }
        Path file = store.keeps() ? store.unfinished() : null;
        if (file != null) {
            unfinished.put(file, null);
        }
        current = new ContentWriter(file);
        return current;
    }

    /** Ends the content at a place of the document; what stands for it in the tree. */
    String end(String pointer, ContentWriter content) throws IOException {
        String standIn = content.end();
        characters += content.charactersRead();
        if (content.hasContent()) {
            byPointer.put(pointer, new Attachment(standIn, content.size()));
            if (content.file() != null) {
                unfinished.put(content.file(), standIn);
            }
        }
        return standIn;
    }

    /** How many characters read so far were content and not structure. */
    long characters() {
        return characters;
    }

    /** By pointers to the content. */
    Map<String, Attachment> attachments() {
        return byPointer;
    }

    /** Keeps them all; when it returns they are on the disk. */
    void keep() throws IOException {
        for (Map.Entry<Path, String> file : unfinished.entrySet()) {
            if (file.getValue() != null) {
                flush(file.getKey());
                store.keep(file.getKey(), file.getValue());
            }
        }
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
        for (Path file : unfinished.keySet()) {
            Files.deleteIfExists(file);
        }
    }
}
