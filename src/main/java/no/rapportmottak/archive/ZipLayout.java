package no.rapportmottak.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Accounts for every byte of a zip that lies around its contents. A zip reader looks at its directory alone;
 * what a package says in front of and behind each file, or hides between two, no checksum of the bag covers.
 *
 * <p>Knows the one form in which packages are written: no zip64, no comments, no extra fields, sizes behind
 * the content (PKWARE APPNOTE 4.3).
 */
final class ZipLayout {

    private static final int LOCAL = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int DESCRIPTOR_LENGTH = 16;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_DIRECTORY = 8 * 1024 * 1024;

    private final FileChannel file;
    private long position;

    private ZipLayout(FileChannel file) {
        this.file = file;
    }

    /** @throws PackageDamaged when a byte is not what the zip's other half says, or is of no use to the zip */
    static void check(Path zip) throws IOException, PackageDamaged {
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
            new ZipLayout(file).check();
        }
    }

    private void check() throws IOException, PackageDamaged {
        ByteBuffer directory = directory();
        int entries = 0;
        while (directory.hasRemaining()) {
            require(directory.remaining() >= CENTRAL_LENGTH);
            ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
            int length = CENTRAL_LENGTH + entry.getShort(28);
            require(entry.getShort(28) > 0 && length <= entry.remaining());
            checkEntry(entry.limit(length));
            directory.position(directory.position() + length);
            entries++;
        }
        checkEnd(entries, directory.limit());
    }

    private ByteBuffer directory() throws IOException, PackageDamaged {
        ByteBuffer end = read(file.size() - END_LENGTH, END_LENGTH);
        int length = end.getInt(12);
        require(length > 0 && length <= LONGEST_DIRECTORY);
        return read(file.size() - END_LENGTH - length, length);
    }

    private void checkEnd(int entries, int directoryLength) throws IOException, PackageDamaged {
        require(position == file.size() - END_LENGTH - directoryLength);
        ByteBuffer expected = ByteBuffer.allocate(END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(END).putShort((short) 0).putShort((short) 0);
        expected.putShort((short) entries).putShort((short) entries);
        expected.putInt(directoryLength).putInt((int) position).putShort((short) 0);
        require(read(file.size() - END_LENGTH, END_LENGTH).equals(expected.flip()));
    }

    /** The entry in the directory, the header in front of the content and the descriptor behind it must agree. */
    private void checkEntry(ByteBuffer entry) throws IOException, PackageDamaged {
        int nameLength = entry.getShort(28);
        require(entry.getInt(0) == CENTRAL && entry.getShort(4) == entry.getShort(6));
        require(isZero(entry.slice(30, 12)) && entry.getInt(42) == position);
        checkHeader(entry, read(position, LOCAL_LENGTH + nameLength));
        position += LOCAL_LENGTH + nameLength + Integer.toUnsignedLong(entry.getInt(20));
        ByteBuffer descriptor = read(position, DESCRIPTOR_LENGTH);
        require(descriptor.getInt(0) == DESCRIPTOR && descriptor.slice(4, 12).equals(entry.slice(16, 12)));
        position += DESCRIPTOR_LENGTH;
    }

    private static void checkHeader(ByteBuffer entry, ByteBuffer header) throws PackageDamaged {
        int nameLength = entry.getShort(28);
        require(header.getInt(0) == LOCAL && header.slice(4, 10).equals(entry.slice(6, 10)));
        require(isZero(header.slice(14, 12)) && header.getShort(26) == nameLength && header.getShort(28) == 0);
        require(header.slice(LOCAL_LENGTH, nameLength).equals(entry.slice(CENTRAL_LENGTH, nameLength)));
    }

    private static boolean isZero(ByteBuffer bytes) {
        return bytes.equals(ByteBuffer.allocate(bytes.remaining()));
    }

    private ByteBuffer read(long from, int length) throws IOException, PackageDamaged {
        require(from >= 0 && from + length <= file.size());
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (int read = 0; bytes.hasRemaining() && read >= 0; ) {
            read = file.read(bytes, from + bytes.position());
        }
        require(!bytes.hasRemaining());
        return bytes.flip();
    }

    private static void require(boolean agrees) throws PackageDamaged {
        if (!agrees) {
            throw new PackageDamaged("is a zip whose directory and headers do not agree, or with bytes between them");
        }
    }
}
