package no.rapportmottak.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

class ArkivmeldingTest {

    private static final ArchiveSettings SETTINGS = new ArchiveSettings("HOD", "Rapportmottak", "Rapporter");

    private static Schema schema;

    @TempDir
    static Path store;

    @BeforeAll
    static void readSchema() throws SAXException {
        schema = SchemaFactory.newDefaultInstance()
                .newSchema(ArkivmeldingTest.class.getResource("/archive/arkivmelding.xsd"));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfSubmission")
    void isValidByItsSchema(ADecision submission) throws IOException {
        String xml = written(submission);

        assertThatNoException().isThrownBy(() -> validate(xml));
    }

    static List<ADecision> everyKindOfSubmission() {
        return List.of(
                aReport(),
                aReport().with(Outcome.GODKJENT_MED_MERKNADER).replacing("0187386a-7e3b-7a3c-9d5e-6f708192a3b4"),
                aReport().replacing("ikke en referanse"),
                aReport().with(Outcome.AVVIST),
                aReport().unidentified(),
                aReport().named("<&\"'\u0000\u0007\n\uFFFE\uD800]]>.xml"),
                aReport().fromOrganisation("  "),
                aReport().fromOrganisation("Ås & \uD83D\uDE80 <i>kommune</i>"));
    }

    @Test
    void namesEachDocumentByItsPathInTheBagAndItsChecksum() throws IOException {
        String xml = written(aReport().containing(new byte[] {'x'}));

        assertThat(xml).contains(
                "<antallFiler>6</antallFiler>",
                "<antallVedlegg>5</antallVedlegg>",
                "<referanseDokumentfil>data/original/rapport.xml</referanseDokumentfil>",
                "<rm:sti>data/original/rapport.xml</rm:sti>",
                "<rm:sha256>" + Fixity.of(new byte[] {'x'}).sha256() + "</rm:sha256>",
                "<referanseDokumentfil>data/tilskuddsrapport.json</referanseDokumentfil>");
    }

    @Test
    void saysWhatTheOriginalIsByItsContent() throws IOException {
        byte[] json = "\uFEFF {}".getBytes(StandardCharsets.UTF_8);

        String xml = written(aReport().named("rapport.xml").containing(json));

        assertThat(xml).containsSubsequence("<rm:sti>data/original/rapport.xml", "<rm:medietype>application/json<");
    }

    @Test
    void isJournalledOnTheDayInOslo() throws IOException {
        String xml = written(aReport());

        assertThat(xml).contains(
                "<journaldato>2023-04-01</journaldato>", "<mottattDato>2023-03-31T22:12:07.123Z</mottattDato>");
    }

    @Test
    void namesTheSenderWhereTheOrganisationIsNotKnown() throws IOException {
        String xml = written(aReport().unidentified());

        assertThat(xml).contains(
                "<korrespondansepartNavn>solvik</korrespondansepartNavn>",
                "<tittel>Ukjent rapport fra solvik (avvist)</tittel>");
    }

    @Test
    void keepsFileNameOnOneLineOfAllowedCharacters() throws IOException {
        String xml = written(aReport().named("a\nb\u0001c\uD800d&.xml"));

        assertThat(xml).contains("<rm:filnavn>a\uFFFDb\uFFFDc\uFFFDd&amp;.xml</rm:filnavn>");
    }

    private static ADecision aReport() {
        return new ADecision(store);
    }

    private static String written(ADecision submission) throws IOException {
        byte[] xml = Arkivmelding.of(Journalpost.of(submission.receipted(), AttachmentStore.hashing()), SETTINGS);
        return new String(xml, StandardCharsets.UTF_8);
    }

    private static void validate(String xml) throws SAXException, IOException {
        var validator = schema.newValidator();
        validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        validator.validate(new StreamSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }
}
