package no.rapportmottak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When receipts came to lie in their folders, asked of the file system afterwards: looking costs those measured nothing. */
final class Receipts {

    private Receipts() {}

    /** How many receipts of a kind, such as {@code resultat.json}, lie below some folders. */
    static int count(List<Path> folders, String kind) throws IOException {
        int count = 0;
        for (Path folder : folders) {
            String[] names = folder.toFile().list((at, name) -> name.endsWith(kind));
            count += names == null ? 0 : names.length;
        }
        return count;
    }

    /** By the name of the file that is answered. */
    static Map<String, Instant> times(List<Path> folders, String kind) throws IOException {
        Map<String, Instant> times = new HashMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(kind)).toList()) {
                    times.put(answered(file.getFileName().toString()), renamed(file));
                }
            }
        }
        return times;
    }

    /** A receipt is renamed into place; where the system does not tell when, when it was written. */
    private static Instant renamed(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return (unix ? (FileTime) Files.getAttribute(file, "unix:ctime") : Files.getLastModifiedTime(file)).toInstant();
    }

    /** {@code <file name>.<reference>.resultat.json} answers the file of that name. */
    private static String answered(String receipt) {
        return receipt.replaceFirst("(\\.(xml|json))\\..*", "$1");
    }
}
