package no.rapportmottak.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import no.rapportmottak.submission.Reference;

/**
 * Reads a package and finds whether it is what was written: one folder named as the reference, the files of a
 * BagIt 1.0 bag, both manifests complete and right, {@code Payload-Oxum} right, and not a byte else.
 *
 * <p>Nothing is unpacked, so no name in the zip can lead anywhere, and a bomb costs time but neither memory
 * nor disk, up to {@value #MOST_BYTES} bytes.
 */
final class PackageCheck {

    private static final int MOST_ENTRIES = 10_000;
    private static final int LONGEST_TAG_FILE = 8 * 1024 * 1024;
    private static final long MOST_BYTES = 4L * 1024 * 1024 * 1024;
    private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._-]*";
    private static final Pattern PATH = Pattern.compile("(" + SEGMENT + "/){0,3}" + SEGMENT);
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S+)");
    private static final Pattern OXUM = Pattern.compile("^" + Bag.OXUM + ": (\\d+\\.\\d+)$", Pattern.MULTILINE);

    private final ZipFile zip;
    private final String folder;
    private final Map<String, Fixity> found = new TreeMap<>();

    private PackageCheck(ZipFile zip, String folder) {
        this.zip = zip;
        this.folder = folder;
    }

    /**
     * The payload's paths and their checksums, all of which are right.
     *
     * @throws PackageDamaged with the first thing that is wrong
     * @throws IOException    when the file cannot be read at all
     */
    static Map<String, String> payloadOf(Path file) throws IOException, PackageDamaged {
        String name = file.getFileName().toString();
        if (!name.endsWith(".zip") || !Reference.isReference(name.substring(0, name.length() - 4))) {
            throw new PackageDamaged("is no package: the name is not <reference>.zip");
        }
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Map<String, String> payload = new PackageCheck(zip, name.substring(0, name.length() - 4) + "/").payload();
            ZipLayout.check(file);
            return payload;
        } catch (ZipException | EOFException broken) {
            throw new PackageDamaged("cannot be read as a zip: " + broken.getMessage());
        }
    }

    private Map<String, String> payload() throws IOException, PackageDamaged {
        readEntries();
        requireDeclaration();
        Map<String, String> tags = manifest(Bag.TAG_MANIFEST);
        requireSame(Bag.TAG_MANIFEST, tags, tagFiles());
        Map<String, String> payload = manifest(Bag.MANIFEST);
        requireSame(Bag.MANIFEST, payload, payloadFiles());
        requireOxum();
        return payload;
    }

    private void readEntries() throws IOException, PackageDamaged {
        if (zip.size() > MOST_ENTRIES) {
            throw new PackageDamaged("has more than " + MOST_ENTRIES + " files");
        }
        long left = MOST_BYTES;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            left -= Math.max(entry.getSize(), 0);
            if (left < 0) {
                throw new PackageDamaged("unpacks to more than " + MOST_BYTES + " bytes");
            }
            if (found.put(path(entry), read(entry)) != null) {
                throw new PackageDamaged(entry.getName() + " is there twice");
            }
        }
    }

    private String path(ZipEntry entry) throws PackageDamaged {
        String name = entry.getName();
        if (!name.startsWith(folder) || !PATH.matcher(name.substring(folder.length())).matches()) {
            throw new PackageDamaged("has the entry \"" + Arkivmelding.oneLine(name) + "\", which no package has");
        }
        return name.substring(folder.length());
    }

    private Fixity read(ZipEntry entry) throws IOException, PackageDamaged {
        try (InputStream content = zip.getInputStream(entry)) {
            Fixity fixity = Fixity.of(content, entry.getSize());
            if (fixity.size() != entry.getSize()) {
                throw new PackageDamaged(path(entry) + " has not the length that the zip says");
            }
            return fixity;
        } catch (ZipException | EOFException broken) {
            throw new PackageDamaged(path(entry) + " cannot be unpacked: " + broken.getMessage());
        }
    }

    private void requireDeclaration() throws IOException, PackageDamaged {
        if (!text(Bag.DECLARATION).equals(Bag.DECLARATION_TEXT)) {
            throw new PackageDamaged(Bag.DECLARATION + " is not that of a BagIt 1.0 bag");
        }
    }

    private void requireOxum() throws IOException, PackageDamaged {
        Map<String, Fixity> payload = payloadFiles();
        long bytes = payload.values().stream().mapToLong(Fixity::size).sum();
        String actual = bytes + "." + payload.size();
        Matcher oxum = OXUM.matcher(text(Bag.INFO));
        if (!oxum.find() || !oxum.group(1).equals(actual)) {
            throw new PackageDamaged(Bag.INFO + " has not " + Bag.OXUM + ": " + actual);
        }
    }

    private static void requireSame(String manifest, Map<String, String> listed, Map<String, Fixity> present)
            throws PackageDamaged {
        Set<String> every = new TreeSet<>(listed.keySet());
        every.addAll(present.keySet());
        for (String path : every) {
            if (!present.containsKey(path)) {
                throw new PackageDamaged(path + " is missing");
            }
            if (!listed.containsKey(path)) {
                throw new PackageDamaged(path + " is not listed in " + manifest);
            }
            if (!present.get(path).sha256().equals(listed.get(path))) {
                throw new PackageDamaged(path + " does not have the checksum in " + manifest);
            }
        }
    }

    private Map<String, String> manifest(String name) throws IOException, PackageDamaged {
        Map<String, String> listed = new LinkedHashMap<>();
        for (String line : text(name).split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || listed.put(matcher.group(2), matcher.group(1)) != null) {
                throw new PackageDamaged(name + " has a line that is no checksum and path, or one twice");
            }
        }
        return listed;
    }

    private Map<String, Fixity> payloadFiles() {
        Map<String, Fixity> files = new TreeMap<>(found);
        files.keySet().removeIf(path -> !path.startsWith(Bag.PAYLOAD));
        return files;
    }

    private Map<String, Fixity> tagFiles() {
        Map<String, Fixity> files = new TreeMap<>(found);
        files.keySet().removeIf(path -> path.startsWith(Bag.PAYLOAD) || path.equals(Bag.TAG_MANIFEST));
        return files;
    }

    private String text(String name) throws IOException, PackageDamaged {
        ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new PackageDamaged(name + " is missing");
        }
        if (found.get(name).size() > LONGEST_TAG_FILE) {
            throw new PackageDamaged(name + " is too long");
        }
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readNBytes(LONGEST_TAG_FILE), StandardCharsets.UTF_8);
        }
    }
}
