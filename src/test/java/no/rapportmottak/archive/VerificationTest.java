package no.rapportmottak.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    /** Every byte takes ten seconds; a prime comes by every field of the headers. */
    private static final int STRIDE = 13;

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private Archive archive;
    private Reference reference;
    private Path zip;

    @BeforeEach
    void packOne() throws IOException {
        archive = new Archive(data, new ArchiveSettings("HOD", "Rapportmottak", "Rapporter"));
        reference = Reference.mint(ADecision.RECEIVED);
        zip = data.resolve(archive.pack(aReport().with(reference).receipted()).path());
    }

    @Test
    void passesWhatWasWritten() throws IOException {
        archive.pack(aReport().with(Outcome.AVVIST).receipted());

        assertThat(archive.verifyAll()).isEqualTo(new Verification(2, null));
    }

    @Test
    void passesArchiveInWhichNothingLies() throws IOException {
        Archive empty = new Archive(elsewhere, new ArchiveSettings("HOD", "Rapportmottak", "Rapporter"));

        assertThat(empty.verifyAll().passed()).isTrue();
    }

    @Test
    void failsForFolderThatIsNotThere() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> archive.verifyAll(elsewhere.resolve("ingen")));
    }

    @Test
    void doesNotMindUnfinishedPackages() throws IOException {
        Files.write(data.resolve("archive/.part").resolve("x.zip.y"), new byte[] {1});

        assertThat(archive.verifyAll().passed()).isTrue();
    }

    @Test
    void stopsAtTheFirstMismatchAndNamesIt() throws IOException {
        Reference later = Reference.mint(ADecision.RECEIVED.plusSeconds(1));
        Path second = data.resolve(archive.pack(aReport().with(later).receipted()).path());
        Files.write(second, new byte[] {1});

        Verification result = archive.verifyAll();

        assertThat(result.intact()).isEqualTo(1);
        assertThat(result.mismatch().item()).isEqualTo("2023/03/" + later + ".zip");
    }

    @Test
    void findsStrayFile() throws IOException {
        Files.write(data.resolve("archive/2023/notat.txt"), new byte[] {1});

        assertThat(archive.verifyAll().mismatch())
                .hasToString("2023/notat.txt: is no package: the name is not <reference>.zip");
    }

    @Test
    void findsPackageUnderAnotherName() throws IOException {
        Path renamed = Files.move(zip, zip.resolveSibling(Reference.mint(ADecision.RECEIVED) + ".zip"));

        assertThat(problemOf(renamed)).contains("which no package has");
    }

    @Test
    void findsFlippedByteOfPayload() throws IOException {
        Unpacked.repack(zip, (name, content) -> name.endsWith("rapport.xml") ? flipped(content) : content);

        assertThat(problemOf(zip))
                .isEqualTo("data/original/rapport.xml does not have the checksum in manifest-sha256.txt");
    }

    @Test
    void findsChangedTagFile() throws IOException {
        Unpacked.repack(zip, (name, content) -> name.endsWith("bag-info.txt") ? flipped(content) : content);

        assertThat(problemOf(zip)).isEqualTo("bag-info.txt does not have the checksum in tagmanifest-sha256.txt");
    }

    @Test
    void findsMissingFile() throws IOException {
        Unpacked.repack(zip, (name, content) -> name.endsWith("tilskuddsrapport.json") ? null : content);

        assertThat(problemOf(zip)).isEqualTo("data/tilskuddsrapport.json is missing");
    }

    @Test
    void findsMissingManifest() throws IOException {
        Unpacked.repack(zip, (name, content) -> name.endsWith("/manifest-sha256.txt") ? null : content);

        assertThat(problemOf(zip)).isEqualTo("manifest-sha256.txt is missing");
    }

    @Test
    void findsExtraFileInThePayload() throws IOException {
        Unpacked.repack(zip, (name, content) -> content, reference + "/data/ekstra.txt");

        assertThat(problemOf(zip)).isEqualTo("data/ekstra.txt is not listed in manifest-sha256.txt");
    }

    @Test
    void findsExtraTagFile() throws IOException {
        Unpacked.repack(zip, (name, content) -> content, reference + "/ekstra.txt");

        assertThat(problemOf(zip)).isEqualTo("ekstra.txt is not listed in tagmanifest-sha256.txt");
    }

    @Test
    void findsNameThatLeadsOutOfTheFolder() throws IOException {
        Unpacked.repack(zip, (name, content) -> content, reference + "/../../ut.txt");

        assertThat(problemOf(zip)).contains("/../../ut.txt\", which no package has");
    }

    @Test
    void findsSecondTopFolder() throws IOException {
        Unpacked.repack(zip, (name, content) -> content, "annen/bagit.txt");

        assertThat(problemOf(zip)).contains("annen/bagit.txt\", which no package has");
    }

    @Test
    void findsWrongPayloadOxum() throws IOException {
        String[] info = new String[1];
        Unpacked.repack(zip, (name, content) -> {
            if (name.endsWith("/bag-info.txt")) {
                info[0] = new String(content, UTF_8).replaceFirst("Payload-Oxum: ", "Payload-Oxum: 1");
                return info[0].getBytes(UTF_8);
            }
            return name.endsWith("/tagmanifest-sha256.txt")
                    ? new String(content, UTF_8)
                            .replaceFirst(
                                    "[0-9a-f]{64}  bag-info",
                                    Fixity.of(info[0].getBytes(UTF_8)).sha256() + "  bag-info")
                            .getBytes(UTF_8)
                    : content;
        });

        assertThat(problemOf(zip)).startsWith("bag-info.txt has not Payload-Oxum: ");
    }

    @Test
    void findsFlippedByteWhereverItIsInTheZip() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        for (int at = new Random().nextInt(STRIDE); at < whole.length; at += STRIDE) {
            whole[at] ^= 1;
            Files.write(zip, whole);
            assertThat(archive.verify(zip)).as("byte %s", at).isPresent();
            whole[at] ^= 1;
        }
    }

    @Test
    void findsBytesBetweenTheFiles() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        Files.write(zip, new byte[] {1, 2, 3});
        Files.write(zip, whole, StandardOpenOption.APPEND);

        assertThat(archive.verify(zip)).isPresent();
    }

    @Test
    void findsTruncatedPackage() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(whole, whole.length - 1));

        assertThat(problemOf(zip)).startsWith("cannot be read as a zip");
    }

    private ADecision aReport() {
        return new ADecision(elsewhere.resolve("originals"));
    }

    private String problemOf(Path changed) throws IOException {
        return archive.verify(changed).orElseThrow().problem();
    }

    private static byte[] flipped(byte[] content) {
        byte[] changed = content.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }
}
