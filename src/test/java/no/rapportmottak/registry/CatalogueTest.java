package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.rapportmottak.registry.Catalogue.Appropriation;
import no.rapportmottak.registry.Catalogue.Earmark;
import no.rapportmottak.registry.Catalogue.Kind;
import no.rapportmottak.registry.Catalogue.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogues of the repository say, and that their files agree. */
class CatalogueTest {

    private static final Path FOLDER = Path.of("config/catalogue");
    private static final Catalogue CATALOGUE = Catalogue.read(FOLDER);

    @TempDir
    Path folder;

    @Test
    void addsSupplementsToTheAllotment() {
        assertThat(CATALOGUE.appropriation(2023, "765", "21").orElseThrow().allotment()).isEqualTo(187_166_000 + 8_500_000);
        assertThat(CATALOGUE.appropriation(2023, "762", "21").orElseThrow().allotment()).isEqualTo(185_951_000 + 350_000);
    }

    @Test
    void keepsAnAllotmentAboveItsAppropriationWithoutACeiling() {
        Appropriation post = CATALOGUE.appropriation(2023, "702", "21").orElseThrow();

        assertThat(post.ceiling()).isNull();
        assertThat(CATALOGUE.appropriation(2014, "763", "71").orElseThrow().ceiling()).isNull();
    }

    @Test
    void takesNoDoubtfulFigure() {
        assertThat(CATALOGUE.appropriation(2023, "2711", "70").orElseThrow().allotment()).isNull();
        assertThat(CATALOGUE.appropriation(2014, "732", "77").orElseThrow().allotment()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2014, 2023, 2024})
    void hasNoCeilingForAnEstimate(int year) {
        for (String chapter : List.of("575", "732", "737", "761")) {
            assertThat(CATALOGUE.posts(year, chapter))
                    .filteredOn(post -> post.name().contains("overslagsbevilgning"))
                    .allSatisfy(post -> assertThat(post.ceiling()).isNull());
        }
    }

    @Test
    void takesNothingThatIsOnlyProposedAsAllotmentOrCeiling() {
        assertThat(CATALOGUE.posts(2024, "765")).hasSize(8).allSatisfy(post -> {
            assertThat(post.appropriation()).isNotNull();
            assertThat(post.allotment()).isNull();
            assertThat(post.ceiling()).isNull();
        });
        assertThat(CATALOGUE.plan(2024, "765")).isEmpty();
    }

    @Test
    void knowsTheAmountOfAnEarmarkOnlyWhereTheLetterGivesIt() {
        assertThat(CATALOGUE.earmark(2023, "765-71-lhbtiq-ordning").orElseThrow().amount()).isNull();
        assertThat(CATALOGUE.earmark(2023, "765-21-joint-action-suicide").orElseThrow())
                .extracting(Earmark::kind, Earmark::amount).containsExactly(Kind.INNTIL, 500_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"761", "762", "765"})
    void tiesEarmarksToPostsThatHaveTheMoney(String chapter) {
        for (Earmark earmark : CATALOGUE.earmarks(2023, chapter)) {
            Appropriation post = CATALOGUE.appropriation(2023, chapter, earmark.post()).orElseThrow();
            assertThat(post.allotment()).as(earmark.id()).isNotNull();
        }
        for (Appropriation post : CATALOGUE.posts(2023, chapter)) {
            long named = CATALOGUE.earmarks(2023, chapter).stream()
                    .filter(earmark -> earmark.post().equals(post.post()) && earmark.parent().isEmpty())
                    .filter(earmark -> earmark.kind() != Kind.FOERING && earmark.kind() != Kind.TILBAKEHOLDT)
                    .filter(earmark -> earmark.amount() != null)
                    .mapToLong(Earmark::amount).sum();
            assertThat(named).as(post.post()).isLessThanOrEqualTo(post.allotment() == null ? 0 : post.allotment());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2014, 2023, 2024})
    void namesOnlyPostsOfTheYear(int year) {
        for (String chapter : List.of("701", "702", "714", "732", "761", "762", "763", "764", "765", "770", "781", "783")) {
            for (Earmark earmark : CATALOGUE.earmarks(year, chapter)) {
                assertThat(CATALOGUE.appropriation(year, chapter, earmark.post())).as(earmark.id()).isPresent();
            }
            for (Appropriation post : CATALOGUE.posts(year, chapter)) {
                assertThat(CATALOGUE.transfers(year, chapter, post.post())).doesNotHaveDuplicates()
                        .doesNotContain(new Transfer(chapter, post.post(), chapter, post.post()));
            }
        }
    }

    @Test
    void needsNeitherEarmarksNorTransfersNorPlans() throws IOException {
        Path year = Files.createDirectories(folder.resolve("2030"));
        for (String needed : List.of("appropriations.csv", "schemes.csv", "deadlines.csv")) {
            Files.copy(FOLDER.resolve("2023").resolve(needed), year.resolve(needed));
        }

        Catalogue catalogue = Catalogue.read(folder);

        assertThat(catalogue.earmarks(2030, "761")).isEmpty();
        assertThat(catalogue.transfers(2030, "761", "21")).isEmpty();
        assertThat(catalogue.plan(2030, "761")).isEmpty();
    }
}
