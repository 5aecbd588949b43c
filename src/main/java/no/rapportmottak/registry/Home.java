package no.rapportmottak.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where {@code routes/}, {@code schemas/} and {@code config/} are read from: the home folder, or, for each that
 * it lacks, the copy in the jar. So the jar runs alone, and what an operator edits wins.
 */
public final class Home {

    private static final String BUNDLED = "/home/";

    private final Path root;

    public Home(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The folder of that name; it exists, but perhaps inside the jar. */
    public Path folder(String name) {
        Path own = root.resolve(name);
        return Files.isDirectory(own) ? own : bundled(name);
    }

    /** A file in one of the folders, by its path from home. */
    public Path file(String path) {
        String folder = path.substring(0, path.indexOf('/'));
        return folder(folder).resolve(path.substring(folder.length() + 1));
    }

    /** Whether the folder of that name is the operator's own and not the jar's. */
    public boolean owns(String name) {
        return Files.isDirectory(root.resolve(name));
    }

    /** The pattern by which Camel finds the route files. */
    public String routesPattern() {
        return owns("routes") ? "file:" + root.resolve("routes") + "/*.camel.yaml" : "classpath:home/routes/*.camel.yaml";
    }

    /** The folder of that name as this build took it into the jar. */
    public static Path bundled(String name) {
        try {
            return path(Home.class.getResource(BUNDLED + name).toURI());
        } catch (URISyntaxException | IOException | NullPointerException e) {
            throw new ConfigurationMistake("the folder " + name + " is neither in the home folder nor in the jar");
        }
    }

    private static Path path(URI uri) throws IOException {
        if (uri.getScheme().equals("file")) {
            return Path.of(uri);
        }
        return fileSystem(uri).provider().getPath(uri);
    }

    private static FileSystem fileSystem(URI uri) throws IOException {
        try {
            return FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(uri);
        }
    }

    /** What a folder holds, sorted by name; nothing where it does not exist. */
    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
