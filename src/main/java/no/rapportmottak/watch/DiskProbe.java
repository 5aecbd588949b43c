package no.rapportmottak.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The data volume: whether it has space and can be written. */
class DiskProbe implements Probe {

    static final String NAME = "disk";

    private final Path data;
    private final Space space;
    private final DataSize low;
    private final DataSize full;

    DiskProbe(Path data, Space space, DataSize low, DataSize full) {
        this.data = data;
        this.space = space;
        this.low = low;
        this.full = full;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() {
        try {
            Files.createDirectories(data);
            long free = space.usable(data);
            write();
            String text = "%d MB are free on the volume of %s".formatted(free / 1_000_000, data);
            if (free < full.toBytes()) {
                return List.of(Trouble.grave(text));
            }
            return free < low.toBytes() ? List.of(Trouble.slight(text)) : List.of();
        } catch (IOException e) {
            return List.of(Trouble.grave(data + " cannot be written: " + e));
        }
    }

    private void write() throws IOException {
        try (FileChannel file = FileChannel.open(data.resolve(".pulse"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.wrap(new byte[] {'+'}));
            file.force(false);
        }
    }
}
