package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/**
 * A file on its way in, through one handle. After the first failure nothing more is written, and it can
 * only be thrown away: what a client closes after an error is not what it meant to send.
 */
final class Upload implements Opened {

    private final String name;
    private final Path path;
    private final long limit;
    private final FileChannel channel;
    private final Written written = new Written();
    private FileTime modified;
    private Refused failure;

    /** Goes on from what lies at the path already, if anything. */
    Upload(String name, Path path, long limit) throws IOException {
        this.name = name;
        this.path = path;
        this.limit = limit;
        this.channel = FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        lock();
        written.add(0, channel.size());
    }

    /** A temporary name may be begun on two nodes at once, and only the system knows of both. */
    private void lock() throws IOException {
        if (channel.tryLock() == null) {
            channel.close();
            throw Refused.because(Why.NAME_UPLOADING);
        }
    }

    String name() {
        return name;
    }

    Path path() {
        return path;
    }

    void write(long offset, byte[] bytes) throws IOException {
        throwFailure();
        try {
            if (offset < 0 || offset + bytes.length > limit) {
                throw Refused.because(Why.TOO_LARGE, limit);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
            written.add(offset, offset + bytes.length);
        } catch (Refused e) {
            fail(e);
        } catch (IOException e) {
            fail(Refused.because(Why.NOT_STORED));
        }
    }

    void append(byte[] bytes) throws IOException {
        write(channel.size(), bytes);
    }

    int read(long offset, ByteBuffer into) throws IOException {
        return channel.read(into, offset);
    }

    /** Cuts it; a file is never made longer than what was written. */
    void truncate(long size) throws IOException {
        if (size < channel.size()) {
            channel.truncate(size);
        }
    }

    void setModified(FileTime time) {
        modified = time;
    }

    @Override
    public Entry entry() throws IOException {
        FileTime time = modified != null ? modified : Files.getLastModifiedTime(path);
        return Entry.file(name, channel.size(), time);
    }

    /** Closes it with all bytes on disk; throws and leaves nothing if it is not whole. */
    void finish() throws IOException {
        try {
            throwFailure();
            if (!written.isWhole(channel.size())) {
                throw Refused.because(Why.HAS_HOLES);
            }
            channel.force(true);
            channel.close();
            if (modified != null) {
                Files.setLastModifiedTime(path, modified);
            }
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    void close() throws IOException {
        channel.close();
    }

    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    /** Nothing more is written; the cause is thrown. */
    void fail(Refused cause) throws IOException {
        failure = cause;
        channel.truncate(0);
        throw cause;
    }

    private void throwFailure() throws Refused {
        if (failure != null) {
            throw failure;
        }
    }
}
