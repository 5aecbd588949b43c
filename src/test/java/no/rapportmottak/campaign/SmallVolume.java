package no.rapportmottak.campaign;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A volume of a few megabytes in memory, which can be full; only root on Linux can make one. */
final class SmallVolume {

    private static final String SIZE = "size=128m";

    private SmallVolume() {}

    /** Whether it could be made; says so once where it could not. */
    static boolean mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean made = run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString());
        if (!made) {
            System.out.println("Campaign: no small volume can be mounted here, so nothing is run on a full disk");
        }
        return made;
    }

    /** Not while a file is open to be written, so it may take a few attempts. */
    static void makeReadOnly(Path folder) {
        await(folder + " is made read-only").pollInterval(Duration.ofMillis(20))
                .until(() -> run("mount", "-o", "remount,ro", folder.toString()));
    }

    static void makeWritable(Path folder) {
        if (!run("mount", "-o", "remount,rw", folder.toString())) {
            throw new AssertionError(folder + " cannot be made writable");
        }
    }

    static void unmount(Path folder) {
        if (Files.exists(folder)) {
            run("umount", "-l", folder.toString());
        }
    }

    private static boolean run(String... line) {
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
