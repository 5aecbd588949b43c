package no.rapportmottak.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * What to do about each alarm: the sections {@code ### alarm-…} of {@code src/docs/operations.md}, which the jar carries,
 * so that they can be read without a way out of the hub. Knows paragraphs, lists of one level, code and links, of which
 * the text remains.
 */
@Component
class Runbook {

    private static final Pattern SECTION = Pattern.compile("^### (alarm-[a-z-]+)\n(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");

    /** @param code whether it is to be shown as it is typed */
    public record Words(String text, boolean code) {}

    /** @param item of a list; else a paragraph */
    public record Block(boolean item, List<Words> words) {}

    /** @param id as {@link no.rapportmottak.watch.Alarm#runbook()} names it */
    public record Section(String id, List<Block> blocks) {}

    private final List<Section> sections;

    Runbook() {
        try (InputStream page = new ClassPathResource("console/operations.md").getInputStream()) {
            sections = sections(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Section> all() {
        return sections;
    }

    private static List<Section> sections(String page) {
        List<Section> sections = new ArrayList<>();
        Matcher found = SECTION.matcher(page);
        while (found.find()) {
            sections.add(new Section(found.group(1), blocks(found.group(2))));
        }
        return sections;
    }

    /** Blocks are parted by an empty line, or begin with a hyphen. */
    private static List<Block> blocks(String text) {
        return Stream.of(text.split("\n\\s*\n|\n(?=- )"))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .map(block -> block.startsWith("- ") ? new Block(true, words(block.substring(2))) : new Block(false, words(block)))
                .toList();
    }

    private static List<Words> words(String block) {
        String[] parts = LINK.matcher(block.replaceAll("\\s+", " ")).replaceAll("$1").split("`");
        List<Words> words = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            words.add(new Words(parts[i], i % 2 == 1));
        }
        return words;
    }
}
