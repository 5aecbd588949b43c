package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/** A receipt that is being read. */
final class Download implements Opened {

    private final Entry entry;
    private final FileChannel channel;

    Download(Entry entry, Path path) throws IOException {
        this.entry = entry;
        this.channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    int read(long offset, ByteBuffer into) throws IOException {
        return channel.read(into, offset);
    }

    void close() throws IOException {
        channel.close();
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
