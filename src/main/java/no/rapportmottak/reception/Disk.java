package no.rapportmottak.reception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The few things with files that the JDK has no one call for. */
final class Disk {

    private Disk() {}

    /**
     * A file by its sender's name for it. Where the system's locale cannot write the name (LANG=C and a
     * letter like ø), the file has the name's percent-encoded form on disk.
     */
    static Path named(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            return folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
    }

    /** Flushes a file's bytes, or a folder's entries, to the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * The attributes of what lies there itself, never of what a link points to; empty if nothing does, as where the name
     * is longer than any file's can be (that of the checksum file of a file with a long name).
     */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        if (!FileName.fits(path.getFileName().toString())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Optional<BasicFileAttributes> regularFile(Path path) throws IOException {
        return attributes(path).filter(BasicFileAttributes::isRegularFile);
    }

    /** By the change time, which only the system sets: clients keep the modification time of their source. */
    static Duration age(Path path, Instant now) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return Duration.between(changed.toInstant(), now);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What lies in a folder; nothing where there is none. */
    static List<Path> children(Path folder) throws IOException {
        if (!isFolder(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            List<Path> all = new ArrayList<>();
            children.forEach(all::add);
            return all;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    static void deleteTree(Path top) throws IOException {
        if (isFolder(top)) {
            try (Stream<Path> children = Files.list(top)) {
                children.forEach(Disk::deleteTreeUnchecked);
            }
        }
        Files.deleteIfExists(top);
    }

    private static void deleteTreeUnchecked(Path top) {
        try {
            deleteTree(top);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
