package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Each dependency earns its place in {@code src/docs/dependencies.md}. */
class DependenciesTest {

    private static final Path PAGE = Path.of("src/docs/dependencies.md");
    private static final String DIRECT =
            "/project/dependencies/dependency/artifactId | /project/profiles/profile/dependencies/dependency/artifactId";
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| .+ \\| .+ \\|$", Pattern.MULTILINE);

    private static final Pattern PROOF = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void areJustifiedOneByOne() throws Exception {
        List<String> rows = ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(declared());
    }

    @Test
    void nameTheTestThatShowsHowAnAdvisoryIsMet() throws Exception {
        String page = Files.readString(PAGE);
        List<String> rows = page.substring(page.indexOf("## Known advisories"), page.indexOf("## Reproducible")).lines()
                .filter(line -> line.startsWith("| C") || line.startsWith("| c")).toList();

        assertThat(rows).hasSizeGreaterThan(4).allSatisfy(row -> {
            List<MatchResult> proofs = PROOF.matcher(row).results().toList();
            assertThat(proofs).isNotEmpty();
            for (MatchResult proof : proofs) {
                assertThat(test(proof.group(1))).contains("void " + proof.group(2) + "(");
            }
        });
    }

    private static String test(String name) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(all.filter(file -> file.endsWith(name + ".java")).findFirst().orElseThrow());
        }
    }

    private static List<String> declared() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(DIRECT, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent()).toList();
    }
}
