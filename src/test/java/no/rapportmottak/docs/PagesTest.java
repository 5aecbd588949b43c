package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.submission.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages say what the project says elsewhere. */
class PagesTest {

    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern CODE = Pattern.compile("MOT-[0-9]{3}");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

    static List<Path> programs() throws IOException {
        return files(Program.FOLDER, "");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void showsEachProgramAsItIs(Path program) throws IOException {
        String language = program.toString().endsWith(".py") ? "python" : "java";

        assertThat(page("for-consumers.md")).contains("```" + language + "\n" + Files.readString(program) + "```\n");
    }

    @Test
    void namesEveryPropertyOfAMessage() throws IOException {
        Set<String> properties = AsyncApi.read().properties("hod.tilskuddsrapport");

        assertThat(page("for-consumers.md")).contains(properties.stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    void explainsEveryReasonNotToReadAFile() throws IOException {
        Set<String> codes = codes(Files.readString(Path.of("schemas/felles/rules.yaml")), "- code: ");

        assertThat(codes(page("for-avsendere.md"), "| `")).isEqualTo(codes);
    }

    @Test
    void explainsEveryOutcome() throws IOException {
        assertThat(page("for-avsendere.md")).contains(Stream.of(Outcome.values()).map(o -> "| `" + o + "` |").toList());
    }

    @Test
    void namesTheLimitsThatHold() throws IOException {
        String settings = Files.readString(Path.of("src/main/resources/application.yaml"));

        assertThat(page("for-avsendere.md")).contains(
                "`MOT-001` | høyst " + limit(settings, "file-size") + " |",
                "`MOT-002` | høyst " + limit(settings, "structure") + " ");
    }

    @Test
    void namesEveryCodeOfThePolicyOnItsPage() throws IOException {
        Set<String> codes = codes(Files.readString(Path.of("schemas/felles/rules.yaml")), "- code: ");
        codes.removeIf(code -> !code.startsWith("MOT-0"));

        assertThat(codes(page("parser-policy.md"), "`")).containsAll(codes);
    }

    static List<Path> pages() throws IOException {
        return Stream.concat(Stream.of(Path.of("README.md")), files(DOCS, ".md").stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatIsThere(Path page) throws IOException {
        Path folder = page.toAbsolutePath().getParent();

        List<String> broken = LINK.matcher(Files.readString(page)).results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains(":"))
                .filter(target -> !Files.exists(folder.resolve(target)))
                .toList();

        assertThat(broken).isEmpty();
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private static Set<String> codes(String text, String before) {
        return Pattern.compile(Pattern.quote(before) + "(" + CODE + ")").matcher(text).results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String limit(String settings, String name) {
        return settings.lines()
                .filter(line -> line.strip().startsWith(name + ": "))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().replace("MB", " MB"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
