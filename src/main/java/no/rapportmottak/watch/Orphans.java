package no.rapportmottak.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.rapportmottak.ledger.Reconciliation;
import no.rapportmottak.submission.Reference;

/**
 * Originals that no row of the ledger knows, one day's folder at a look, the newest day every time. One whose claim
 * still lies in {@code incoming/} is on its way.
 */
final class Orphans {

    /** A row is written within milliseconds after its original, unless the ledger is away. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(45);
    private static final int AT_ONCE = 500;

    private final Path originals;
    private final Path incoming;
    private final Reconciliation ledger;
    private final Map<Path, Map<String, String>> found = new TreeMap<>();
    private List<Path> days = List.of();
    private int next;

    Orphans(Path data, Reconciliation ledger) {
        this.originals = data.resolve("originals");
        this.incoming = data.resolve("incoming");
        this.ledger = ledger;
    }

    /** By reference; those found before are told until a look at their day finds them no more. */
    Map<String, String> find() throws IOException {
        if (next >= days.size()) {
            days = days();
            next = 0;
        }
        if (!days.isEmpty()) {
            look(days.get(0));
            look(days.get(next++));
        }
        Map<String, String> all = new TreeMap<>();
        found.values().forEach(all::putAll);
        return all;
    }

    private List<Path> days() throws IOException {
        List<Path> years = below(List.of(originals));
        List<Path> all = below(below(years));
        all.sort(Collections.reverseOrder());
        return all;
    }

    private static List<Path> below(List<Path> folders) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(all::add);
            } catch (NoSuchFileException e) {
                // nothing was received yet
            }
        }
        return all;
    }

    private void look(Path day) throws IOException {
        Map<String, String> orphans = new TreeMap<>();
        List<String> references = below(List.of(day)).stream()
                .map(file -> file.getFileName().toString())
                .filter(Reference::isReference)
                .toList();
        for (int i = 0; i < references.size(); i += AT_ONCE) {
            for (String stranger : ledger.strangers(references.subList(i, Math.min(i + AT_ONCE, references.size())))) {
                if (isOld(day.resolve(stranger)) && Files.notExists(incoming.resolve(stranger))) {
                    orphans.put(stranger, "of " + stranger + " the row of the submission is gone, its original is there");
                }
            }
        }
        found.put(day, orphans);
    }

    private static boolean isOld(Path file) throws IOException {
        try {
            FileTime made = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return made.toInstant().isBefore(Instant.now().minus(ON_ITS_WAY));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
