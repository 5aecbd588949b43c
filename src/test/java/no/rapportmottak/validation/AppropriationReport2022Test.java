package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The appropriation report that Helsedirektoratet published for 2022, whole. It adds up but for the places listed
 * here, which were found by adding up the printed tables by hand; the hub has to find these and no others.
 */
class AppropriationReport2022Test {

    private static final Path FOLDER = Path.of("schemas/bevilgningsrapport/v1/samples/merknad");
    private static final String HDIR = "/bevilgningsrapportering";
    private static final String GIVEN = "/noteB/avgitteFullmakter";
    private static final String RECEIVED = "/noteB/mottatteFullmakter";
    private static final String CLASSES = "/artskontorapportering";

    /** More than 2 kr apart, or with the opposite sign. */
    private static final List<String> REMARKS = List.of(
            "BEV-010 " + RECEIVED + "/sumMottatt 12 727 972 476 | 12 782 936 186",
            "BEV-010 " + RECEIVED + "/sumForbruk 11 213 436 188 | 11 413 114 442",
            "BEV-010 " + GIVEN + "/statsforvalteren/sumForbruk 1 354 579 219 | 1 354 579 177",
            "BEV-010 /noter/7/grupper/0/sumIFjor 10 072 517 | 9 994 317",
            "BEV-012 /noteB/linjer/19/etterFullmakter −39 629 857 | −39 428 857",
            "BEV-018 /kapitalkontoer/sumRapportert 65 113 250 956 | −65 113 250 956");

    /** What rounding explains, a post without allotment that note A leaves out, and a post number that differs. */
    private static final List<String> INFORMATION = List.of(
            "BEV-011 " + HDIR + "/sumUtgifter/regnskap 65 804 155 811 | 65 804 155 812",
            "BEV-011 " + HDIR + "/sumInntekter/regnskap 654 359 999 | 654 359 998",
            "BEV-011 /noteB/sumAvvik 1 507 577 234 | 1 507 577 233",
            "BEV-011 /noteB/sumUtgiftsfoertAvAndre −1 054 671 657 | −1 054 671 659",
            "BEV-011 /noteB/sumEtterFullmakter 2 654 726 512 | 2 654 726 510",
            "BEV-011 " + GIVEN + "/sumForbruk 1 424 201 030 | 1 424 201 032",
            "BEV-011 " + CLASSES + "/nettoFinansutgifter 8 290 836 | 8 290 837",
            "BEV-011 " + CLASSES + "/nettoFinansutgifterIFjor 13 251 116 | 13 251 115",
            "BEV-011 " + CLASSES + "/felleskapitler/nettoIFjor 96 478 736 | 96 478 737",
            "BEV-011 " + CLASSES + "/mellomvaerende/sumIFjor −49 602 119 | −49 602 118",
            "BEV-011 /noter/0/grupper/0/sum 50 673 308 | 50 673 309",
            "BEV-011 /noter/0/grupper/0/sumIFjor 47 762 036 | 47 762 037",
            "BEV-011 /noter/0/grupper/1/sum 114 039 846 | 114 039 845",
            "BEV-011 /noter/2/grupper/0/sum 1 430 613 464 | 1 430 613 465",
            "BEV-011 /noter/2/grupper/0/sumIFjor 1 416 779 955 | 1 416 779 957",
            "BEV-011 /noter/3/grupper/1/sum 119 978 | 119 979",
            "BEV-011 /noter/5/grupper/0/sum 302 087 160 | 302 087 161",
            "BEV-011 /noter/5/grupper/0/sumIFjor 164 964 653 | 164 964 652",
            "BEV-011 /avregning/grupper/3/sumBokfoert −1 081 038 456 | −1 081 038 457",
            "BEV-011 /avregning/grupper/3/sumForskjell −972 717 012 | −972 717 011",
            "BEV-011 /avregning/sumRapportert −106 998 286 | −106 998 285",
            "BEV-013 /noteB/linjer/16/etterFullmakter −1 315 698 | −1 315 697",
            "BEV-013 /noteB/linjer/20/etterFullmakter −90 195 240 | −90 195 241",
            "BEV-013 /noteB/linjer/21/etterFullmakter 62 739 367 | 62 739 368",
            "BEV-013 /noteB/linjer/35/etterFullmakter 7 400 536 | 7 400 537",
            "BEV-013 /noteB/linjer/39/etterFullmakter −1 120 820 | −1 120 821",
            "BEV-013 /avregning/grupper/3/linjer/2/forskjell −157 943 | −157 944",
            "BEV-013 /avregning/grupper/3/linjer/3/forskjell −947 567 043 | −947 567 044",
            "BEV-015 " + CLASSES + "/mellomvaerende/sum −106 998 285 | −106 998 286",
            "BEV-015 /avregning/sumRapportert −106 998 286 | −106 998 285",
            "BEV-015 /noteB/linjer/25/utgiftsfoertAvAndre −24 088 725 | −24 088 726",
            "BEV-015 /noteB/linjer/28/utgiftsfoertAvAndre −20 247 091 | −20 247 090",
            "BEV-015 /noteB/linjer/19/merinntekt 161 330 584 | 161 330 583",
            "BEV-015 /noter/6/grupper/0/sumIFjor 62 943 669 961 | 62 943 669 962",
            "BEV-017 /beholdninger/0/endring −47 650 210,00 | −47 650 209,73",
            "BEV-017 /beholdninger/1/endring −9 745 956,00 | −9 745 955,94",
            "BEV-027 " + HDIR + "/utgifter/51/note 769.70 | 0",
            "BEV-048 " + RECEIVED + "/linjer/14/post 378 909 029 | 2651.72");

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void findsTheDeviationsOfThePublishedFiguresAndNothingElse(String format) throws Exception {
        Verdict verdict = Examiner.examine(FOLDER.resolve("bevilgningsrapport-2022." + format));

        assertThat(verdict.outcome()).isEqualTo(Outcome.GODKJENT_MED_MERKNADER);
        assertThat(verdict.findings()).hasSize(REMARKS.size() + INFORMATION.size());
        assertFound(verdict, Severity.ADVARSEL, REMARKS);
        assertFound(verdict, Severity.INFO, INFORMATION);
    }

    private static void assertFound(Verdict verdict, Severity severity, List<String> expected) {
        List<Finding> found = verdict.findings().stream().filter(finding -> finding.severity() == severity).toList();
        assertThat(found).extracting(finding -> finding.code() + " " + finding.path())
                .containsExactlyInAnyOrderElementsOf(expected.stream().map(AppropriationReport2022Test::place).toList());
        for (String line : expected) {
            Finding there = found.stream().filter(f -> (f.code() + " " + f.path()).equals(place(line))).findFirst().orElseThrow();
            assertThat(there.message().replace('\u00a0', ' ')).as(line).contains(figures(line));
        }
    }

    private static String place(String line) {
        return line.substring(0, line.indexOf(' ', line.indexOf('/')));
    }

    private static String[] figures(String line) {
        return line.substring(place(line).length() + 1).split(" \\| ");
    }

    /** The sums that the published tables print and that agree with their rows, to see that the sample has them whole. */
    @Test
    void isWhole() throws IOException {
        JsonNode report = new ObjectMapper().readTree(FOLDER.resolve("bevilgningsrapport-2022.json").toFile());

        assertThat(report.at("/bevilgningsrapportering/utgifter")).hasSize(94);
        assertThat(report.at("/bevilgningsrapportering/inntekter")).hasSize(8);
        assertThat(report.at("/noteA/linjer")).hasSize(76);
        assertThat(report.at("/noteB/linjer")).hasSize(45);
        assertThat(sum(report.at("/bevilgningsrapportering/utgifter"), "tildeling")).isEqualTo(56_692_707_000L);
        assertThat(sum(report.at("/bevilgningsrapportering/oppgjoersvirksomhet/linjer"), "regnskap")).isEqualTo(-36_544_856L);
        assertThat(sum(report.at("/noteA/linjer"), "overfoert")).isEqualTo(1_810_100_000L);
        assertThat(sum(report.at("/noteA/linjer"), "tildelt")).isEqualTo(54_882_607_000L);
        assertThat(Stream.of("/stat/linjer", "/statsforvalteren/linjer").mapToLong(list -> sum(report.at(GIVEN + list), "avgitt")).sum())
                .isEqualTo(1_453_552_002L);
        assertThat(report.at("/artskontorapportering/nettoRapportert").longValue()).isEqualTo(65_113_250_956L);
    }

    private static long sum(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false).mapToLong(row -> row.path(field).longValue()).sum();
    }
}
