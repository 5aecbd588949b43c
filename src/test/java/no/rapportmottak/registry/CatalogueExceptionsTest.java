package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueExceptionsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeYear() throws IOException {
        Path year = Files.createDirectory(folder.resolve("2023"));
        Files.writeString(year.resolve("appropriations.csv"), "chapter,post,name,appropriation,allotment,transferable,ceiling\n");
        Files.writeString(year.resolve("schemes.csv"), "id,chapter,post,name,administrator\n");
        Files.writeString(year.resolve("transfers.csv"), "from_chapter,from_post,to_chapter,to_post\n");
        Files.writeString(year.resolve("deadlines.csv"), """
                report_type,organisation,scheme,deadline
                tilskuddsrapport,,,2024-04-01
                tilskuddsrapport,999263550,,2024-04-15
                tilskuddsrapport,,762-60-x,2024-05-01
                tilskuddsrapport,310000434,762-60-x,2024-06-01
                """);
    }

    @Test
    void givesTheLatestDeadlineThatFits() {
        Catalogue catalogue = Catalogue.read(folder);

        assertThat(catalogue.deadline("tilskuddsrapport", 2023)).contains("2024-04-01");
        assertThat(catalogue.deadline("tilskuddsrapport", 2023, facts("974760673", "765-62-y"))).contains("2024-04-01");
        assertThat(catalogue.deadline("tilskuddsrapport", 2023, facts("999263550", "765-62-y"))).contains("2024-04-15");
        assertThat(catalogue.deadline("tilskuddsrapport", 2023, facts("999263550", "762-60-x"))).contains("2024-05-01");
        assertThat(catalogue.deadline("tilskuddsrapport", 2023, facts("310000434", "762-60-x"))).contains("2024-06-01");
        assertThat(catalogue.deadline("disposisjonsplan", 2023, facts("999263550", ""))).isEmpty();
        assertThat(catalogue.deadline("tilskuddsrapport", 2022, facts("999263550", ""))).isEmpty();
    }

    private static Map<String, String> facts(String organisation, String scheme) {
        return Map.of("organisasjonsnummer", organisation, "ordning", scheme);
    }

    @Test
    void readsDeadlinesOfAFileWithoutTheColumnsForMoreTime() throws IOException {
        Files.writeString(folder.resolve("2023/deadlines.csv"), "report_type,deadline\ntilskuddsrapport,2024-04-01\n");

        assertThat(Catalogue.read(folder).deadline("tilskuddsrapport", 2023, facts("999263550", ""))).contains("2024-04-01");
    }

    @Test
    void givesTheAuditorThresholdThatFitsBest() throws IOException {
        Files.writeString(folder.resolve("auditor.csv"), """
                year,scheme,threshold
                ,,200000
                2014,,100000
                ,762-60-x,500000
                2023,762-60-x,600000
                """);
        Catalogue catalogue = Catalogue.read(folder);

        assertThat(catalogue.auditorThreshold(2023, "765-62-y")).contains(200_000L);
        assertThat(catalogue.auditorThreshold(2014, "765-62-y")).contains(100_000L);
        assertThat(catalogue.auditorThreshold(2014, "762-60-x")).contains(500_000L);
        assertThat(catalogue.auditorThreshold(2023, "762-60-x")).contains(600_000L);
    }

    @Test
    void asksForNoAuditorWhereNobodySaysFromWhen() {
        assertThat(Catalogue.read(folder).auditorThreshold(2023, "762-60-x")).isEmpty();
    }

    @Test
    void givesALimitOfItsYearOrElseOfAllYears() throws IOException {
        Files.writeString(folder.resolve("limits.csv"), "name,year,value\ndeviation-share,,500\ndeviation-share,2014,300\n");
        Catalogue catalogue = Catalogue.read(folder);

        assertThat(catalogue.limit("deviation-share", 2014)).contains(300L);
        assertThat(catalogue.limit("deviation-share", 2023)).contains(500L);
        assertThat(catalogue.limit("deviation-amount", 2023)).isEmpty();
    }

    @Test
    void refusesALimitWithoutAValue() throws IOException {
        Files.writeString(folder.resolve("limits.csv"), "name,year,value\ndeviation-share,,\n");

        assertThatThrownBy(() -> Catalogue.read(folder))
                .isInstanceOf(ConfigurationMistake.class).hasMessageContaining("limits.csv").hasMessageContaining("a whole number");
    }
}
