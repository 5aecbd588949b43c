package no.rapportmottak.hub;

import java.nio.file.Path;
import no.rapportmottak.watch.Space;

/** A volume whose free space a test decides. */
class FreeSpace implements Space {

    private volatile long usable = Long.MAX_VALUE;

    void set(long bytes) {
        usable = bytes;
    }

    @Override
    public long usable(Path folder) {
        return usable;
    }
}
