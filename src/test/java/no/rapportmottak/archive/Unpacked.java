package no.rapportmottak.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** What others would do to a package: unpack it, or pack it anew with something changed. */
final class Unpacked {

    private Unpacked() {}

    /** Unpacks into a folder and returns the bag in it. */
    static Path into(Path folder, Path zip) throws IOException {
        try (ZipFile entries = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : entries.stream().map(ZipEntry.class::cast).toList()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = entries.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        String name = zip.getFileName().toString();
        return folder.resolve(name.substring(0, name.length() - ".zip".length()));
    }

    static List<String> names(Path zip) throws IOException {
        try (ZipFile entries = new ZipFile(zip.toFile())) {
            return entries.stream().map(ZipEntry::getName).toList();
        }
    }

    /** Writes the zip again; {@code change} gives each entry's new content, or null to leave it out. */
    static void repack(Path zip, BiFunction<String, byte[], byte[]> change, String... added) throws IOException {
        List<ZipEntry> entries = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipFile old = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : old.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream content = old.getInputStream(entry)) {
                    entries.add(entry);
                    contents.add(change.apply(entry.getName(), content.readAllBytes()));
                }
            }
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < entries.size(); i++) {
                if (contents.get(i) != null) {
                    put(out, entries.get(i), contents.get(i));
                }
            }
            for (String name : added) {
                put(out, new ZipEntry(name), new byte[] {1});
            }
        }
    }

    private static void put(ZipOutputStream out, ZipEntry like, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(like.getName());
        if (like.getTime() >= 0) {
            entry.setTimeLocal(like.getTimeLocal());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
