package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same report in both formats: the same canonical form, byte for byte, and the same findings at the same paths. */
class TwinsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** Samples in JSON that are valid by their schema: no other has a twin. */
    static Stream<Path> documents() throws IOException {
        return SamplesTest.samples().filter(file -> file.toString().endsWith(".json")).filter(TwinsTest::isValid);
    }

    private static boolean isValid(Path file) {
        try {
            return Examiner.examine(file).canonical() != null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void comeOutTheSame(Path json) throws Exception {
        Verdict fromJson = Examiner.examine(json);
        Path xml = Files.writeString(folder.resolve("twin.xml"), xml(JSON.readTree(fromJson.canonical())));

        Verdict fromXml = Examiner.examine(xml);

        assertThat(fromXml.canonical()).isEqualTo(fromJson.canonical());
        assertThat(found(fromXml)).isEqualTo(found(fromJson));
        assertThat(fromXml.businessKey()).isEqualTo(fromJson.businessKey());
        assertThat(fromXml.facts()).isEqualTo(fromJson.facts());
    }

    private static List<String> found(Verdict verdict) {
        return verdict.findings().stream().map(TwinsTest::place).toList();
    }

    private static String place(Finding finding) {
        return finding.code() + " " + finding.path();
    }

    /** From the canonical form, because XML wants the order of the schema and JSON does not. */
    private static String xml(JsonNode report) {
        String[] label = report.get("skjema").asText().split("/");
        StringBuilder xml = new StringBuilder("<" + label[0] + " xmlns=\"urn:rapportmottak:" + label[0] + ":" + label[1] + "\">");
        report.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("skjema")) {
                element(xml, field.getKey(), field.getValue());
            }
        });
        return xml.append("</").append(label[0]).append(">").toString();
    }

    private static void element(StringBuilder xml, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> element(xml, name, item));
            return;
        }
        xml.append('<').append(name).append(">\n");
        if (value.isObject()) {
            value.fields().forEachRemaining(field -> element(xml, field.getKey(), field.getValue()));
        } else {
            xml.setLength(xml.length() - 1);
            xml.append(value.asText().replace("&", "&amp;").replace("<", "&lt;"));
        }
        xml.append("</").append(name).append(">\n");
    }
}
