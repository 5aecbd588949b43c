package no.rapportmottak.reception;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Whether the data volume has room for more files. What is left below the reserve is for the work in hand, so that intake
 * stops first and the rest is finished. Asked of the volume once a second at most.
 */
final class Room {

    /** Asks the volume for its free space, in bytes. */
    interface Volume {

        long free() throws IOException;
    }

    private static final long MEMORY = TimeUnit.SECONDS.toNanos(1);

    /** @param until by {@link System#nanoTime} */
    private record Answer(boolean isLeft, long until) {}

    private final Volume volume;
    private final long reserve;
    private volatile Answer answer;

    /** @param reserve in bytes */
    Room(Volume volume, long reserve) {
        this.volume = volume;
        this.reserve = reserve;
    }

    boolean isLeft() {
        Answer last = answer;
        if (last == null || System.nanoTime() - last.until() > 0) {
            last = new Answer(ask(), System.nanoTime() + MEMORY);
            answer = last;
        }
        return last.isLeft();
    }

    /** A volume that cannot be asked refuses what is written to it by itself. */
    private boolean ask() {
        try {
            return volume.free() >= reserve;
        } catch (IOException e) {
            return true;
        }
    }
}
