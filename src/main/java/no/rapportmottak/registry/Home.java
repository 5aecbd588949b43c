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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where {@code routes/}, {@code schemas/} and {@code config/} are read from: the home folder, or, for each folder
 * or file that it lacks, the copy in the jar. So the jar runs alone, and what an operator edits wins.
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

    /** A file by its path from home; the jar's copy when the home folder has none. */
    public Path file(String path) {
        Path own = own(path);
        if (Files.exists(own)) {
            return own;
        }
        int slash = path.lastIndexOf('/');
        return bundled(path.substring(0, slash)).resolve(path.substring(slash + 1));
    }

    /** The operator's own file of that path from home, whether it is there or not. */
    public Path own(String path) {
        return root.resolve(path);
    }

    /** Whether the folder of that name is the operator's own and not the jar's. */
    public boolean owns(String name) {
        return Files.isDirectory(root.resolve(name));
    }

    /** Where Camel finds the route files: those of the jar by name, since a pattern makes it search 270 jars. */
    public String routesPattern() {
        if (owns("routes")) {
            return "file:" + root.resolve("routes") + "/*.camel.yaml";
        }
        return children(bundled("routes")).stream()
                .map(file -> "classpath:home/routes/" + file.getFileName())
                .collect(Collectors.joining(","));
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
