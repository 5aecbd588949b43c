package no.rapportmottak.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Where it was measured.
 *
 * @param flushMicros the median time in which a new file of 8 000 bytes is flushed to the disk
 */
record Machine(int cores, long memoryMb, String jvm, String os, String processor, String fileSystem, long flushMicros) {

    private static final int FLUSHES = 200;

    static Machine here(Path folder) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize() / (1024 * 1024),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                modelName(), Files.getFileStore(folder).type(), medianFlush(folder));
    }

    private static String modelName() throws IOException {
        Path known = Path.of("/proc/cpuinfo");
        return Files.exists(known)
                ? Files.readAllLines(known).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst(".*: ", ""))
                        .findFirst().orElse("unknown")
                : "unknown";
    }

    private static long medianFlush(Path folder) throws IOException {
        Path flushed = Files.createDirectories(folder.resolve("flushed"));
        byte[] bytes = new byte[8000];
        long[] micros = new long[FLUSHES];
        for (int i = 0; i < FLUSHES; i++) {
            long begun = System.nanoTime();
            try (FileChannel out = FileChannel.open(flushed.resolve("f" + i), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bytes));
                out.force(true);
            }
            micros[i] = (System.nanoTime() - begun) / 1000;
        }
        Arrays.sort(micros);
        return micros[FLUSHES / 2];
    }
}
