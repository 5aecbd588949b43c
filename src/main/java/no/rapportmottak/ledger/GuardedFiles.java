package no.rapportmottak.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/**
 * The files of H2, of which an embedded database writes nothing more once it has failed. When H2 cannot finish a piece that
 * it writes, for want of memory or space, it takes the pages of that piece for written, and a thread that has waited to
 * commit still writes what points to them before the database closes: the file cannot be opened again (h2database pull
 * request 4338). Refused here, what is in the file is as after a crash, and the database opens with all that was committed.
 */
public final class GuardedFiles extends FilePathWrapper {

    static final String SCHEME = "guarded";

    private static final Map<String, Guarded> OPEN = new ConcurrentHashMap<>();

    /** The file of this store is written as long as the store has not failed. */
    static void guard(MVStore store) {
        Guarded file = store.getFileStore() == null ? null : OPEN.get(store.getFileStore().getFileName());
        if (file != null) {
            file.store = store;
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Guarded file = new Guarded(name, super.open(mode));
        OPEN.put(name, file);
        return file;
    }

    private static final class Guarded extends FileBase {

        private final String name;
        private final FileChannel file;
        private volatile MVStore store;

        Guarded(String name, FileChannel file) {
            this.name = name;
            this.file = file;
        }

        private FileChannel writable() throws IOException {
            MVStore now = store;
            if (now != null && now.getPanicException() != null) {
                throw new IOException("the database has failed and writes no more", now.getPanicException());
            }
            return file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return writable().write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return writable().write(source, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            writable().truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            OPEN.remove(name, this);
            file.close();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
