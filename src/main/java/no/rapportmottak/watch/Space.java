package no.rapportmottak.watch;

import java.io.IOException;
import java.nio.file.Path;

/** Asks the volume of a folder for its free space. */
@FunctionalInterface
public interface Space {

    /** In bytes. */
    long usable(Path folder) throws IOException;
}
