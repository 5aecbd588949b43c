package no.rapportmottak.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Scheme;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.report.Reports;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Severity;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import no.rapportmottak.validation.Check;
import no.rapportmottak.validation.Examination;
import no.rapportmottak.validation.RuleBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The overview of 2 000 generated grant reports equals what the test counts up on its own. */
class OverviewsTest {

    private static final int REPORTS = 2_000;
    private static final int YEAR = 2023;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOOD =
            Path.of("schemas/tilskuddsrapport/v1/samples/valid/tilskuddsrapport-frisklivssentral-med-maal-og-vedlegg.json");
    private static final ReportTypes TYPES = ReportTypes.read(Path.of("schemas"));
    private static final Instant RECEIVED = Instant.parse("2024-03-20T10:00:00Z");

    @TempDir
    private Path folder;

    private final ALedger ledger = new ALedger();
    private final Random random = new Random(20240601);
    private final Map<String, Sums> expected = new HashMap<>();

    /** Counted by the test. */
    private static final class Sums {
        private int reported;
        private BigDecimal awarded = BigDecimal.ZERO;
        private BigDecimal carried = BigDecimal.ZERO;
        private BigDecimal spent = BigDecimal.ZERO;
        private final Map<String, Integer> attained = new HashMap<>();

        private BigDecimal share(String code) {
            return BigDecimal.valueOf(10_000L * attained.getOrDefault(code, 0))
                    .divide(BigDecimal.valueOf(Math.max(reported, 1)), 0, RoundingMode.HALF_UP);
        }
    }

    @Test
    void equalsAnIndependentCalculation() throws Exception {
        FileSystemUtils.copyRecursively(Path.of("config/catalogue"), folder);
        List<Scheme> schemes = Catalogue.read(folder).schemes(YEAR);
        JsonNode good = JSON.readTree(GOOD.toFile());
        List<String> recipients = new ArrayList<>(List.of("scheme,organisation,name,awarded"));
        for (int i = 0; i < REPORTS; i++) {
            Scheme scheme = schemes.get((int) Math.abs(random.nextGaussian() * 20) % schemes.size());
            String organisation = organisation(i);
            recipients.add(scheme.id() + "," + organisation + ",,");
            report(good, scheme, organisation);
        }
        recipients.add(schemes.get(0).id() + "," + organisation(REPORTS) + ",Har ikke rapportert,");
        Files.write(folder.resolve("2023/recipients.csv"), recipients);
        Catalogue catalogue = Catalogue.read(folder);
        RuleBook rules = new RuleBook(Path.of("schemas"), TYPES, catalogue, null);
        Overviews overviews = new Overviews(catalogue, ledger.accepted, new Reading(rules.covers(), rules.overview()),
                Clock.fixed(Instant.parse("2024-05-20T10:00:00Z"), ZoneOffset.UTC));

        List<SchemeTotal> overview = overviews.of(YEAR);

        assertThat(overview).hasSameSizeAs(schemes);
        assertThat(overview.stream().mapToInt(SchemeTotal::reported).sum()).isEqualTo(REPORTS);
        overview.forEach(this::assertCounted);
        assertThat(overview.get(0).expected()).isEqualTo(overview.get(0).reported() + 1);
        ObjectNode draft = overviews.draft(YEAR);
        assertPassesItsOwnRules(draft, rules);
        assertThat(draft.at("/samlet/mottakereRapportert").asInt()).isEqualTo(schemes.stream()
                .filter(scheme -> scheme.administrator().isEmpty() || scheme.administrator().equals("Helsedirektoratet"))
                .mapToInt(scheme -> expected.getOrDefault(scheme.id(), new Sums()).reported)
                .sum());
    }

    private void report(JsonNode good, Scheme scheme, String organisation) {
        Reference first = handIn(good, scheme, organisation, 1, false);
        if (random.nextInt(10) == 0) {
            ledger.replaced(first, handIn(good, scheme, organisation, 2, true));
        } else {
            count(scheme.id(), last);
        }
    }

    private ObjectNode last;

    private Reference handIn(JsonNode good, Scheme scheme, String organisation, int version, boolean counted) {
        last = good.deepCopy();
        long awarded = 1_000 + random.nextInt(9_000);
        long carried = random.nextInt(3) == 0 ? random.nextInt(500) : 0;
        long spent = random.nextInt((int) (awarded + carried));
        ((ObjectNode) last.get("avsender")).put("organisasjonsnummer", organisation);
        ((ObjectNode) last.get("tilskudd")).put("ordning", scheme.id()).put("tildelt", awarded).put("overfoertFraForrigeAar", carried);
        ((ObjectNode) last.get("regnskap")).put("forbrukt", spent).put("ubrukt", awarded + carried - spent);
        String code = List.of("HOEY", "HOEY", "MIDDELS", "LAV", "").get(random.nextInt(5));
        if (code.isEmpty()) {
            last.remove("samletVurdering");
        } else {
            ((ObjectNode) last.get("samletVurdering")).put("maaloppnaaelse", code);
        }
        if (counted) {
            count(scheme.id(), last);
        }
        return ledger.version("tilskuddsrapport", RECEIVED, version, Map.of("organisasjonsnummer", organisation,
                "budsjettaar", "2023", "ordning", scheme.id()), last, null);
    }

    private void count(String scheme, JsonNode report) {
        Sums sums = expected.computeIfAbsent(scheme, id -> new Sums());
        sums.reported++;
        sums.awarded = sums.awarded.add(report.at("/tilskudd/tildelt").decimalValue());
        sums.carried = sums.carried.add(report.at("/tilskudd/overfoertFraForrigeAar").decimalValue());
        sums.spent = sums.spent.add(report.at("/regnskap/forbrukt").decimalValue());
        sums.attained.merge(report.at("/samletVurdering/maaloppnaaelse").asText(), 1, Integer::sum);
    }

    private void assertCounted(SchemeTotal total) {
        Sums sums = expected.getOrDefault(total.scheme(), new Sums());
        assertThat(total.reported()).as(total.scheme()).isEqualTo(sums.reported);
        assertThat(BigDecimal.valueOf(total.awarded())).as(total.scheme()).isEqualTo(sums.awarded);
        assertThat(BigDecimal.valueOf(total.spent())).as(total.scheme()).isEqualTo(sums.spent);
        assertThat(BigDecimal.valueOf(total.unspent())).as(total.scheme())
                .isEqualTo(sums.awarded.add(sums.carried).subtract(sums.spent));
        assertThat(List.of(total.highShare(), total.middleShare(), total.lowShare())).as(total.scheme())
                .containsExactly(sums.share("HOEY").intValue(), sums.share("MIDDELS").intValue(), sums.share("LAV").intValue());
    }

    /** As the hub checks it, and as a report that is no trial. */
    private void assertPassesItsOwnRules(ObjectNode draft, RuleBook rules) throws IOException {
        assertThat(draft.get("proevekjoering").asBoolean()).isTrue();
        Path file = folder.resolve("utkast.json");
        Files.writeString(file, draft.toPrettyString());
        Check check = new Check(new Reports(TYPES, 25 * 1024 * 1024, 10 * 1024 * 1024), rules, new Senders(List.of()));
        Examination examination =
                check.identify(Submission.offline("utkast.json", null, new Original(file, "0".repeat(64), Files.size(file))));
        check.parse(examination);
        check.checkSchema(examination);
        check.applyRules(examination);
        check.authorise(examination);

        Verdict verdict = check.conclude(examination).verdict();

        assertThat(verdict.findings()).extracting(Finding::severity).containsOnly(Severity.INFO);
        assertThat(verdict.outcome()).isEqualTo(Outcome.GODKJENT);
    }

    /** Nine digits with a check digit, for numbers of which there is one. */
    private static String organisation(int i) {
        for (int candidate = 31_000_000 + i * 10; ; candidate++) {
            int[] weights = {3, 2, 7, 6, 5, 4, 3, 2};
            int sum = 0;
            for (int digit = 0; digit < 8; digit++) {
                sum += weights[digit] * (String.valueOf(candidate).charAt(digit) - '0');
            }
            int check = (11 - sum % 11) % 11;
            if (check < 10) {
                return candidate + String.valueOf(check);
            }
        }
    }
}
