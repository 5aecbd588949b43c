package no.rapportmottak.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import no.rapportmottak.submission.Original;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of attachments goes past the tree and the canonical form, to a file of its own, in both formats. */
class AttachmentsTest {

    private static final ReportTypes TYPES = ReportTypes.read(Path.of("schemas"));
    private static final Path SAMPLES = Path.of("schemas/tilskuddsrapport/v1/samples/valid");
    private static final int LIMIT = 25 * 1024 * 1024;

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void keepsContentUnderItsChecksumAndPutsThatInItsPlace(String format) throws Exception {
        byte[] content = new byte[2_000_000];
        new Random(1).nextBytes(content);

        Document document = read(aReport(format, base64(content)), 1_000_000);

        String sha256 = sha256(content);
        ObjectNode attachment = (ObjectNode) document.canonical().at("/vedlegg/0");
        assertThat(attachment.get("sha256").asText()).isEqualTo(sha256);
        assertThat(attachment.get("stoerrelse").asLong()).isEqualTo(content.length);
        assertThat(attachment.get("pakke").asText()).isEqualTo("data/vedlegg/1-Revisjonsberetning.pdf");
        assertThat(attachment.has("innhold")).isFalse();
        assertThat(AttachmentStore.in(data).path(sha256)).hasBinaryContent(content);
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void countsStructureWithoutContent(String format) throws Exception {
        Path file = aReport(format, base64(new byte[60_000]));

        assertThat(read(file, 10_000).valid()).isTrue();
        assertThatThrownBy(() -> read(file, 1_500)).isInstanceOfSatisfying(
                Unreadable.class, e -> assertThat(e.problem().code()).isEqualTo("MOT-002"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void leavesNothingOfARejectedDocument(String format) throws Exception {
        Path file = aReport(format, base64(new byte[100]));
        Files.writeString(file, Files.readString(file).replace("310000434", "31000043"));

        assertThat(read(file, LIMIT).valid()).isFalse();

        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void leavesNothingOfADocumentThatIsCutWithinAnAttachment(String format) throws Exception {
        Path file = aReport(format, base64(new byte[90_000]));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf("AAAAAAAA") + 50_000));

        assertThatThrownBy(() -> read(file, LIMIT)).isInstanceOf(Unreadable.class);

        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUJ", "QUJDR", "Q=JD", "QUJD=", "====", "QQ==QUJD", "QUJD-_==", "æøå+"})
    void findsContentThatIsNoBase64InBothFormats(String wrong) throws Exception {
        for (String format : List.of("xml", "json")) {
            List<Problem> problems = read(aReport(format, wrong), LIMIT).problems();

            assertThat(problems).extracting(Problem::code, Problem::path)
                    .containsExactly(tuple("SKJ-004", "/vedlegg/0/innhold"));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void decodesWhateverCutsTheContentInPieces() throws Exception {
        byte[] content = new byte[100_003];
        new Random(2).nextBytes(content);
        String encoded = base64(content);
        for (int step : new int[] {1, 3, 7, 64, 4_099, 16_384, 16_385}) {
            ContentWriter writer = new ContentWriter(null);
            for (int at = 0; at < encoded.length(); at += step) {
                writer.write(" " + encoded.substring(at, Math.min(encoded.length(), at + step)) + "\r\n");
            }

            assertThat(writer.end()).as("in steps of " + step).isEqualTo(sha256(content));
        }
    }

    @Test
    void keepsNothingWhenItOnlyHashes() throws Exception {
        Reports reports = new Reports(TYPES, LIMIT, LIMIT);
        Path file = aReport("json", base64("innhold".getBytes(StandardCharsets.UTF_8)));

        Document document = reports.read(reports.identify(new Original(file, "", Files.size(file))));

        assertThat(document.canonical().at("/vedlegg/0/stoerrelse").asLong()).isEqualTo(7);
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesADocumentOfVeryManyAttachments() throws Exception {
        Path file = aReport("xml", "QQ==");
        String one = "<vedlegg><filnavn>a</filnavn><medietype>a/b</medietype><innhold>QQ==</innhold></vedlegg>";
        Files.writeString(file, Files.readString(file).replace("<erklaering>", one.repeat(1_001) + "<erklaering>"));

        assertThatThrownBy(() -> read(file, LIMIT)).isInstanceOfSatisfying(
                Unreadable.class, e -> assertThat(e.problem().code()).isEqualTo("MOT-027"));

        assertThat(files()).isEmpty();
    }

    private Document read(Path file, long maxStructure) throws Exception {
        Reports reports = new Reports(TYPES, LIMIT, maxStructure, AttachmentStore.in(data));
        return reports.read(reports.identify(new Original(file, "", Files.size(file))));
    }

    private Path aReport(String format, String content) throws IOException {
        String sample = Files.readString(SAMPLES.resolve("tilskuddsrapport-vedlegg-med-linjeskift." + format));
        String changed = format.equals("xml")
                ? sample.replaceFirst("<innhold>[^<]*</innhold>", "<innhold>" + content + "</innhold>")
                : sample.replaceFirst("\"innhold\": \"[^\"]*\"", "\"innhold\": \"" + content + "\"");
        Path file = Files.createTempFile("report", "." + format);
        file.toFile().deleteOnExit();
        return Files.writeString(file, changed);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
