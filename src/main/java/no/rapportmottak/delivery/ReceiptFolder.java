package no.rapportmottak.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.submission.ReceiptFile;

/**
 * The sender's {@code kvittering/}. Each receipt is written to a temporary name, flushed and renamed, in the
 * order in which they come; a reader never sees half a receipt. Repeating it writes the same bytes again.
 */
public class ReceiptFolder {

    private final Path senders;

    ReceiptFolder(Path senders) {
        this.senders = senders;
    }

    /** @throws IOException when the folder cannot be written now */
    public Parcel write(Parcel parcel) throws IOException {
        Path folder = senders.resolve(parcel.submission().sender()).resolve("kvittering");
        Files.createDirectories(folder);
        for (ReceiptFile receipt : parcel.receipts()) {
            write(folder.resolve("." + parcel.delivery().id() + ".tmp"), folder.resolve(receipt.name()), receipt.content());
        }
        flush(folder);
        return parcel;
    }

    private static void write(Path temporary, Path target, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
