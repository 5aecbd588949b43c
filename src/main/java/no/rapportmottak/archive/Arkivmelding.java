package no.rapportmottak.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/**
 * Writes {@code arkivmelding.xml}: one journal post in Noark's own words, valid by the schema that Norway's
 * public archives exchange and by the narrower one in {@code archive/arkivmelding.xsd}.
 *
 * <p>The exchanged schema has no place for checksums, sizes, formats or the sender's organisation number;
 * they stand in {@code virksomhetsspesifikkeMetadata}, in a namespace of ours.
 */
final class Arkivmelding {

    private static final String NOARK = "http://www.arkivverket.no/standarder/noark5/arkivmelding";
    private static final String METADATA = "urn:rapportmottak:arkiv:v1";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final ZoneId PEOPLES_TIME = ZoneId.of("Europe/Oslo");

    private final ArchiveSettings settings;
    private final Decision decision;
    private final Submission submission;
    private final Verdict verdict;
    private final List<Dokument> dokumenter;
    private final XMLStreamWriter xml;
    private int depth;

    private Arkivmelding(ArchiveSettings settings, Journalpost journalpost, XMLStreamWriter xml) {
        this.settings = settings;
        this.decision = journalpost.decision();
        this.submission = decision.submission();
        this.verdict = decision.verdict();
        this.dokumenter = journalpost.dokumenter();
        this.xml = xml;
    }

    static byte[] of(Journalpost journalpost, ArchiveSettings settings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            // The JDK's own: which other writer is on the class path must not change what is archived.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory()
                    .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new Arkivmelding(settings, journalpost, xml).write();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a byte array takes whatever is written", impossible);
        }
        return out.toByteArray();
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        start("arkivmelding");
        xml.writeDefaultNamespace(NOARK);
        xml.writeNamespace("xsi", XSI);
        xml.writeNamespace("rm", METADATA);
        element("system", settings.system());
        element("meldingId", submission.reference());
        element("tidspunkt", decision.handled());
        element("antallFiler", dokumenter.size());
        journalpost();
        end();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void journalpost() throws XMLStreamException {
        start("registrering");
        xml.writeAttribute("xsi", XSI, "type", "journalpost");
        registrering();
        basisregistrering();
        journal();
        korrespondansepart();
        end();
    }

    private void registrering() throws XMLStreamException {
        element("systemID", submission.reference());
        element("opprettetDato", submission.received());
        element("opprettetAv", settings.system());
        element("arkivertDato", decision.handled());
        element("arkivertAv", settings.system());
        element("referanseArkivdel", settings.arkivdel());
        for (int i = 0; i < dokumenter.size(); i++) {
            dokumentbeskrivelse(dokumenter.get(i), i + 1);
        }
    }

    private void dokumentbeskrivelse(Dokument dokument, int number) throws XMLStreamException {
        start("dokumentbeskrivelse");
        element("systemID", systemId(dokument));
        element("dokumenttype", dokument.dokumenttype());
        element("dokumentstatus", "Dokumentet er ferdigstilt");
        element("tittel", dokument.tittel());
        element("opprettetDato", dokument.opprettet());
        element("opprettetAv", dokument.isSent() ? senderName() : settings.system());
        element("tilknyttetRegistreringSom", number == 1 ? "Hoveddokument" : "Vedlegg");
        element("dokumentnummer", number);
        element("tilknyttetDato", decision.handled());
        element("tilknyttetAv", settings.system());
        dokumentobjekt(dokument, dokument.isSent() ? senderName() : settings.system());
        end();
    }

    private void dokumentobjekt(Dokument dokument, String author) throws XMLStreamException {
        start("dokumentobjekt");
        element("versjonsnummer", 1);
        element("variantformat", "Produksjonsformat");
        element("opprettetDato", dokument.opprettet());
        element("opprettetAv", author);
        element("referanseDokumentfil", dokument.fil().path());
        end();
    }

    private void basisregistrering() throws XMLStreamException {
        element("tittel", title());
        element("dokumentmedium", "Elektronisk arkiv");
        virksomhetsspesifikkeMetadata();
        if (Reference.isReference(verdict.replaces())) {
            start("kryssreferanse");
            element("referanseTilRegistrering", verdict.replaces());
            end();
        }
    }

    private void journal() throws XMLStreamException {
        LocalDate journaldato = LocalDate.ofInstant(submission.received(), PEOPLES_TIME);
        element("journalaar", journaldato.getYear());
        element("journalposttype", "Inngående dokument");
        element("journalstatus", "Journalført");
        element("journaldato", journaldato);
        element("mottattDato", submission.received());
        element("antallVedlegg", dokumenter.size() - 1);
    }

    private void korrespondansepart() throws XMLStreamException {
        start("korrespondansepart");
        element("korrespondanseparttype", "Avsender");
        element("korrespondansepartNavn", senderName());
        end();
    }

    private void virksomhetsspesifikkeMetadata() throws XMLStreamException {
        start("virksomhetsspesifikkeMetadata");
        start("rm:innsending");
        element("rm:referanse", submission.reference());
        element("rm:avsender", submission.sender());
        element("rm:filnavn", submission.fileName());
        element("rm:utfall", decision.outcome());
        known("rm:rapporttype", verdict.reportType());
        known("rm:skjemaversjon", verdict.schemaVersion());
        known("rm:regelversjon", verdict.ruleVersion());
        known("rm:innenFrist", verdict.withinDeadline());
        for (var fact : new TreeMap<>(verdict.facts()).entrySet()) {
            start("rm:opplysning");
            element("rm:navn", fact.getKey());
            element("rm:verdi", fact.getValue());
            end();
        }
        for (Dokument dokument : dokumenter) {
            fil(dokument);
        }
        end();
        end();
    }

    private void fil(Dokument dokument) throws XMLStreamException {
        start("rm:fil");
        element("rm:sti", dokument.fil().path());
        element("rm:medietype", dokument.medietype());
        element("rm:stoerrelse", dokument.fil().fixity().size());
        element("rm:sha256", dokument.fil().fixity().sha256());
        end();
    }

    private String title() {
        String type = verdict.reportType() == null ? "Ukjent rapport" : capitalised(verdict.reportType());
        String year = verdict.fact("budsjettaar") == null ? "" : " " + verdict.fact("budsjettaar");
        return type + year + " fra " + senderName() + (decision.outcome().accepted() ? "" : " (avvist)");
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** As the document says, or who handed it in where the document could not be read that far. */
    private String senderName() {
        String name = verdict.fact("organisasjonsnavn");
        return name == null || name.isBlank() ? submission.sender() : name;
    }

    /** The same for the same file each time, so that a repeated step writes the same package. */
    private UUID systemId(Dokument dokument) {
        String name = submission.reference() + "/" + dokument.fil().path();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void known(String name, Object value) throws XMLStreamException {
        if (value != null) {
            element(name, value);
        }
    }

    private void element(String name, Object value) throws XMLStreamException {
        newLine();
        xml.writeStartElement(name);
        xml.writeCharacters(oneLine(value.toString()));
        xml.writeEndElement();
    }

    private void start(String name) throws XMLStreamException {
        newLine();
        xml.writeStartElement(name);
        depth++;
    }

    private void end() throws XMLStreamException {
        depth--;
        newLine();
        xml.writeEndElement();
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /**
     * What XML forbids becomes U+FFFD, and so does every control character: each value is one line, and a
     * carriage return would not survive reading.
     */
    static String oneLine(String text) {
        return text.codePoints()
                .map(c -> isAllowed(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !Character.isISOControl(c) && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
