package no.rapportmottak.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.ArchivePackage;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Receipted;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class ArchiveTest {

    private static final ArchiveSettings SETTINGS =
            new ArchiveSettings("Helse- og omsorgsdepartementet", "Rapportmottak", "Rapporter");

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private Archive archive;

    @BeforeAll
    static void quietenBagReader() {
        ((Logger) LoggerFactory.getLogger("gov.loc")).setLevel(Level.WARN);
    }

    @BeforeEach
    void makeArchive() {
        archive = new Archive(data, SETTINGS);
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"GODKJENT", "GODKJENT_MED_MERKNADER"})
    void putsAcceptedReportUnderItsMonthInUtc(Outcome outcome) throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);

        ArchivePackage done = archive.pack(aReport().with(reference).with(outcome).receipted());

        // 22:12 UTC on 31 March is April in Oslo.
        assertThat(done.path()).isEqualTo("archive/2023/03/" + reference + ".zip");
    }

    @Test
    void putsRejectedReportApart() throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);

        ArchivePackage done = archive.pack(aReport().with(reference).unidentified().receipted());

        assertThat(done.path()).isEqualTo("archive/rejected/2023/03/" + reference + ".zip");
        assertThat(archive.verify(data.resolve(done.path()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"MOTTATT", "DUPLIKAT", "KARANTENE"})
    void refusesWhatHasNoPackage(Outcome outcome) {
        Receipted receipted = aReport().with(outcome).receipted();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> archive.pack(receipted))
                .withMessageContaining("no package of what ended as " + outcome);
    }

    @Test
    void refusesTrial() {
        Receipted receipted = aReport().asTrial().receipted();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> archive.pack(receipted))
                .withMessageContaining("no package of a trial");
    }

    @Test
    void holdsOriginalCanonicalFormReceiptsAndArkivmelding() throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);

        ArchivePackage done = archive.pack(aReport().with(reference).named("rapport.xml").receipted());

        String receipt = reference + "/data/kvittering/rapport.xml." + reference;
        assertThat(Unpacked.names(data.resolve(done.path()))).containsExactly(
                reference + "/bagit.txt",
                reference + "/bag-info.txt",
                reference + "/manifest-sha256.txt",
                reference + "/tagmanifest-sha256.txt",
                reference + "/data/original/rapport.xml",
                reference + "/data/tilskuddsrapport.json",
                receipt + ".mottak.json",
                receipt + ".resultat.xml",
                receipt + ".resultat.html",
                receipt + ".resultat.json",
                reference + "/data/arkivmelding.xml");
    }

    @Test
    void keepsTheOriginalBytes() throws IOException {
        byte[] content = {(byte) 0xFF, 0, 13, 10, 26};

        Path bag = unpacked(archive.pack(aReport().containing(content).receipted()));

        assertThat(bag.resolve("data/original/rapport.xml")).hasBinaryContent(content);
    }

    @Test
    void holdsAttachmentsAsFiles() throws Exception {
        byte[] content = {'%', 'P', 'D', 'F', (byte) 0xFF, 0};
        String sha256 = Fixity.of(content).sha256();
        Path kept = AttachmentStore.in(data).path(sha256);
        Files.createDirectories(kept.getParent());
        Files.write(kept, content);
        String canonical = """
                {"skjema":"tilskuddsrapport/v1","vedlegg":[{"filnavn":"Årsregnskap 2023.pdf","medietype":"application/pdf",
                "stoerrelse":6,"sha256":"%s","pakke":"data/vedlegg/1-Aarsregnskap_2023.pdf"}]}""".formatted(sha256);

        Path bag = unpacked(archive.pack(aReport().withCanonical(canonical).receipted()));

        assertThat(bag.resolve("data/vedlegg/1-Aarsregnskap_2023.pdf")).hasBinaryContent(content);
        assertThat(bag.resolve("manifest-sha256.txt")).content().contains(sha256 + "  data/vedlegg/1-Aarsregnskap_2023.pdf");
        assertThat(bag.resolve("data/arkivmelding.xml")).content().contains(
                "<tittel>Årsregnskap 2023.pdf</tittel>", "<rm:medietype>application/pdf</rm:medietype>");
        assertValidForBagIt(bag);
        assertThat(archive.verifyAll().passed()).isTrue();
    }

    @Test
    void describesItself() throws IOException {
        Path bag = unpacked(archive.pack(aReport().containing(new byte[1000]).receipted()));

        long bytes = sizeOf(bag.resolve("data"));
        assertThat(bag.resolve("bag-info.txt")).content().contains(
                "Source-Organization: Helse- og omsorgsdepartementet\n",
                "External-Identifier: " + bag.getFileName() + "\n",
                "Bagging-Date: 2023-03-31\n",
                "Payload-Oxum: " + bytes + ".7\n");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void isValidForOtherToolsWhateverTheFileIsCalled(String name) throws Exception {
        Path bag = unpacked(archive.pack(aReport().named(name).receipted()));

        assertValidForBagIt(bag);
        assertThat(sha256sum(bag, "manifest-sha256.txt")).isZero();
        assertThat(sha256sum(bag, "tagmanifest-sha256.txt")).isZero();
    }

    static List<String> hostileNames() {
        return List.of(
                "rapport.xml",
                "linje\nskift\r.xml",
                "../../../etc/passwd",
                "C:\\temp\\x.xml",
                "«sitat\" og 'apostrof' og $(reboot).xml",
                "100 %25 %0A.xml",
                " ledende og æøå ÆØÅ a\u030A \uD83D\uDE80.json",
                "-rf",
                "..",
                "NUL.xml",
                "ø".repeat(126) + ".xm");
    }

    @Test
    void keepsTwoReceiptsOfTheSameName() throws IOException {
        Receipted once = aReport().receipted();
        Receipted twice = new Receipted(once.decision(), List.of(once.receipts().get(3), once.receipts().get(3)));

        Path bag = unpacked(archive.pack(twice));

        String name = once.receipts().get(3).name();
        assertThat(bag.resolve("data/kvittering")).isDirectoryContaining("glob:**/" + name);
        assertThat(bag.resolve("data/kvittering")).isDirectoryContaining("glob:**/2-" + name);
    }

    @Test
    void saysChecksumAndSizeOfThePackage() throws IOException {
        ArchivePackage done = archive.pack(aReport().receipted());

        byte[] zip = Files.readAllBytes(data.resolve(done.path()));
        assertThat(new Fixity(done.sha256(), done.size())).isEqualTo(Fixity.of(zip));
    }

    @Test
    void givesTheSameBytesForTheSameSubmission() throws IOException {
        Receipted receipted = aReport().receipted();

        ArchivePackage here = archive.pack(receipted);
        ArchivePackage there = new Archive(elsewhere, SETTINGS).pack(receipted);

        assertThat(there).isEqualTo(here);
    }

    @Test
    void returnsThePackageThatIsThereAndWritesNothing() throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);
        ArchivePackage first = archive.pack(aReport().with(reference).receipted());
        Object file = identity(first);

        ArchivePackage second = archive.pack(aReport()
                .with(reference).handled(ADecision.RECEIVED.plusSeconds(99)).receipted());

        assertThat(second).isEqualTo(first);
        assertThat(identity(second)).isEqualTo(file);
    }

    @Test
    void refusesThePackageOfAnotherOriginal() throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);
        ArchivePackage first = archive.pack(aReport().with(reference).receipted());
        Receipted other = aReport().with(reference).containing(new byte[] {1}).receipted();

        assertThatIllegalStateException()
                .isThrownBy(() -> archive.pack(other))
                .withMessageContaining("is the package of another original");
        assertThat(archive.verify(data.resolve(first.path()))).isEmpty();
    }

    @Test
    void refusesDamagedPackageThatIsThere() throws IOException {
        Receipted receipted = aReport().receipted();
        Path zip = data.resolve(archive.pack(receipted).path());
        Files.write(zip, new byte[] {1, 2, 3});

        assertThatIllegalStateException()
                .isThrownBy(() -> archive.pack(receipted))
                .withMessageContaining("is there and damaged");
        assertThat(zip).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void refusesOriginalThatWasChangedAndLeavesNothing() throws IOException {
        Receipted receipted = aReport().receipted();
        Files.write(receipted.decision().submission().original().path(), new byte[] {1});

        assertThatIllegalStateException()
                .isThrownBy(() -> archive.pack(receipted))
                .withMessageContaining("data/original/rapport.xml should be");
        assertThat(filesBelow(data.resolve("archive"))).isEmpty();
    }

    @Test
    void leavesNothingWhenTheOriginalIsAwayAndSucceedsLater() throws IOException {
        Receipted receipted = aReport().receipted();
        Path original = receipted.decision().submission().original().path();
        Path away = Files.move(original, elsewhere.resolve("away"));

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> archive.pack(receipted));
        assertThat(filesBelow(data)).isEmpty();

        Files.move(away, original);
        assertThat(archive.pack(receipted).size()).isPositive();
    }

    @Test
    void clearsAwayWhatDeadAttemptLeft() throws IOException {
        Reference reference = Reference.mint(ADecision.RECEIVED);
        Path unfinished = Files.createDirectories(data.resolve("archive/.part"));
        Files.write(unfinished.resolve(reference + ".zip.dead"), new byte[] {1});
        Path ofAnother = Files.write(unfinished.resolve(Reference.mint(ADecision.RECEIVED) + ".zip.x"), new byte[1]);

        archive.pack(aReport().with(reference).receipted());

        assertThat(unfinished).isDirectoryContaining(ofAnother::equals).isDirectoryNotContaining(
                file -> !file.equals(ofAnother));
    }

    @Test
    void givesEveryoneTheSamePackageWhenManyWriteAtOnce() throws Exception {
        Receipted receipted = aReport().receipted();
        Callable<ArchivePackage> attempt = () -> archive.pack(receipted);
        var threads = Executors.newFixedThreadPool(4);

        List<Future<ArchivePackage>> attempts = threads.invokeAll(List.of(attempt, attempt, attempt, attempt));

        threads.shutdown();
        ArchivePackage first = attempts.get(0).get();
        for (Future<ArchivePackage> each : attempts) {
            assertThat(each.get()).isEqualTo(first);
        }
        assertThat(filesBelow(data.resolve("archive"))).hasSize(1);
    }

    private ADecision aReport() {
        return new ADecision(elsewhere.resolve("originals"));
    }

    private Path unpacked(ArchivePackage done) throws IOException {
        return Unpacked.into(elsewhere.resolve("unpacked"), data.resolve(done.path()));
    }

    private Object identity(ArchivePackage done) throws IOException {
        return Files.getAttribute(data.resolve(done.path()), "unix:ino");
    }

    private static void assertValidForBagIt(Path folder) throws Exception {
        Bag bag = new BagReader().read(folder);
        try (BagVerifier verifier = new BagVerifier()) {
            verifier.isValid(bag, false);
            BagVerifier.quicklyVerify(bag);
        }
        assertThat(bag.getVersion()).hasToString("1.0");
    }

    /** The exit status of {@code sha256sum -c --strict}, run where the manifest lies. */
    private int sha256sum(Path bag, String manifest) throws Exception {
        return new ProcessBuilder("sha256sum", "-c", "--strict", manifest)
                .directory(bag.toFile())
                .redirectErrorStream(true)
                .redirectOutput(elsewhere.resolve("sha256sum.log").toFile())
                .start()
                .waitFor();
    }

    private static long sizeOf(Path folder) throws IOException {
        long size = 0;
        for (Path file : filesBelow(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
