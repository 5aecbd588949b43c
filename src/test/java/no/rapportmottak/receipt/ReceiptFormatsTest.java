package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import jakarta.xml.bind.JAXB;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Severity;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rapportmottak.kvittering.v1.Kvittering;

class ReceiptFormatsTest {

    private static final Path SCHEMAS = Path.of("schemas/kvittering/v1");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    /** Every kind of result receipt, and the reception receipt. */
    static Stream<Named<Kvittering>> receipts() {
        Decision any = Cases.duplicate();
        return Stream.concat(
                Cases.all().map(each -> Named.of(each.getName(), ReceiptForm.result(each.getPayload()))),
                Stream.of(Named.of("reception", ReceiptForm.reception(any.submission()))));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void writesJsonThatIsValidByTheSchema(Kvittering receipt) {
        String json = json(receipt);

        assertThat(SCHEMA.validate(read(json))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void writesXmlThatIsValidByTheSchema(Kvittering receipt) throws Exception {
        var validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(SCHEMAS.resolve("kvittering.xsd").toFile())
                .newValidator();

        byte[] xml = ReceiptXml.write(receipt);

        assertThatCode(() -> validator.validate(new StreamSource(new ByteArrayInputStream(xml))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void saysTheSameInXmlAsInJson(Kvittering receipt) {
        byte[] xml = ReceiptXml.write(receipt);

        Kvittering back = JAXB.unmarshal(new ByteArrayInputStream(xml), Kvittering.class);
        back.getFunn();
        assertThat(json(back)).isEqualTo(withoutWhatXmlCannotHold(json(receipt)));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void writesNothingThatSteersATerminal(Kvittering receipt) {
        String xml = new String(ReceiptXml.write(receipt), StandardCharsets.UTF_8);

        assertThat(json(receipt) + xml).doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\uFFFE\\uFFFF]");
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void writesEveryFieldInTheOrderOfTheSchema(Kvittering receipt) {
        JsonNode json = ReceiptJson.tree(receipt);

        assertThat(names(SCHEMA.getSchemaNode().get("properties"))).containsSubsequence(names(json));
    }

    @Test
    void writesTheExampleOfTheContract() {
        Decision rejected = ADecision.that(Outcome.AVVIST)
                .found(new Finding("TSR-014", Severity.FEIL, "/regnskap/sumUtgifter", 41, 9, "Feil sum.", "Rett den."))
                .decision();

        String json = json(ReceiptForm.result(rejected));

        assertThat(json).isEqualTo("""
                {
                  "skjema": "kvittering/v1",
                  "steg": "RESULTAT",
                  "referanse": "018735e1-5a13-7c3e-8f00-0123456789ab",
                  "utfall": "AVVIST",
                  "avsender": "solvik",
                  "organisasjonsnummer": "999263550",
                  "filnavn": "rapport.xml",
                  "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                  "stoerrelse": 8123,
                  "mottatt": "2023-03-31T09:12:07.123Z",
                  "behandlet": "2023-03-31T09:12:07.623Z",
                  "rapporttype": "tilskuddsrapport",
                  "skjemaversjon": "v1",
                  "regelversjon": "2023.1",
                  "proevekjoering": false,
                  "erstatter": null,
                  "erstattetAv": null,
                  "innenFrist": true,
                  "frist": "2023-04-01",
                  "original": null,
                  "antallFunn": 1,
                  "funn": [
                    {
                      "kode": "TSR-014",
                      "alvorlighet": "FEIL",
                      "sti": "/regnskap/sumUtgifter",
                      "linje": 41,
                      "kolonne": 9,
                      "melding": "Feil sum.",
                      "tiltak": "Rett den."
                    }
                  ]
                }
                """);
    }

    @Test
    void writesMillisecondsOfAWholeSecond() {
        Decision decision = Cases.duplicate();

        JsonNode original = ReceiptJson.tree(ReceiptForm.result(decision)).get("original");

        assertThat(original.toString()).isEqualTo("{\"referanse\":\"" + ADecision.OTHER + "\",\"sha256\":\""
                + ADecision.SHA256 + "\",\"mottatt\":\"2023-03-30T08:00:00.000Z\",\"utfall\":\"GODKJENT\"}");
    }

    @Test
    void leavesAnUnknownValueOutOfXml() {
        Decision unreadable = ADecision.that(Outcome.GODKJENT).unidentified().decision();

        String xml = new String(ReceiptXml.write(ReceiptForm.result(unreadable)), UTF_8);

        assertThat(xml)
                .contains("<kvittering xmlns=\"urn:rapportmottak:kvittering:v1\">")
                .doesNotContain("rapporttype", "organisasjonsnummer", "original", "nil");
    }

    @Test
    void schemaRefusesADuplicateWithoutTheFirst() {
        ObjectNode json = ReceiptJson.tree(ReceiptForm.result(Cases.duplicate()));

        json.putNull("original");

        assertThat(SCHEMA.validate(json)).isNotEmpty();
    }

    @Test
    void schemaRefusesARejectionWithoutAFinding() {
        Decision silent = ADecision.that(Outcome.AVVIST).decision();

        ObjectNode json = ReceiptJson.tree(ReceiptForm.result(silent));

        assertThat(SCHEMA.validate(json)).isNotEmpty();
    }

    /** What the escapes of JSON can say and XML cannot: control characters, and two code points that are none. */
    private static String withoutWhatXmlCannotHold(String json) {
        return json.replaceAll("\\\\u00(?!0[9AaDd])[01][0-9A-Fa-f]|\\\\[bf]|\\\\uFFF[EF]", "");
    }

    private static String json(Kvittering receipt) {
        return new String(ReceiptJson.write(receipt), UTF_8);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static JsonSchema schema() {
        try {
            String text = Files.readString(SCHEMAS.resolve("kvittering.schema.json"));
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
