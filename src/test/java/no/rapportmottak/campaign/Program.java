package no.rapportmottak.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.campaign.small.ABroker;
import no.rapportmottak.campaign.small.SmallHub;
import no.rapportmottak.process.Jar;

/** How the small hub and its broker are started. */
final class Program {

    static final Path OUTPUT = Path.of("target", "campaign").toAbsolutePath();
    private static final Path ARCHIVE = OUTPUT.resolve("small-hub.jsa");

    private static String classPath;
    private static Set<String> filePoints;

    private Program() {}

    /** The points that are woven into the classes. */
    static synchronized Set<String> filePoints() {
        prepare();
        return filePoints;
    }

    private static synchronized void prepare() {
        if (classPath != null) {
            return;
        }
        try {
            Path woven = Files.createDirectories(OUTPUT).resolve("woven.jar");
            Files.deleteIfExists(ARCHIVE);
            filePoints = Woven.write(woven, Path.of("target", "classes"));
            Path small = OUTPUT.resolve("small-hub.jar");
            Woven.writeSmallHub(small, Path.of("target", "test-classes"));
            Path jar = Jar.unpacked();
            try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
                classPath = Stream.concat(Stream.of(small, woven, jar), libraries.sorted())
                        .map(Path::toString)
                        .collect(Collectors.joining(":"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param order of the small hub from its first instant, or empty */
    static List<String> hub(String order, List<String> settings) {
        List<String> line = java();
        line.add(Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" + ARCHIVE : "-Xshare:auto");
        line.addAll(List.of("-Dcampaign.order=" + order, "-Drapportmottak.log.target=System.err", SmallHub.class.getName(),
                "--spring.profiles.active=" + SmallHub.PROFILE));
        line.addAll(settings);
        return line;
    }

    /** A start that leaves an archive of its classes when it is told to end, so that later ones take half the time. */
    static List<String> training(List<String> settings) {
        List<String> line = hub("", settings);
        line.replaceAll(word -> word.equals("-Xshare:auto") ? "-XX:ArchiveClassesAtExit=" + ARCHIVE : word);
        return line;
    }

    static List<String> broker(Path folder, int port, List<String> queues) {
        List<String> line = java();
        line.addAll(List.of(ABroker.class.getName(), folder.toString(), "" + port));
        line.addAll(queues);
        return line;
    }

    private static List<String> java() {
        prepare();
        return new ArrayList<>(List.of(Jar.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx300m", "-cp", classPath));
    }
}
