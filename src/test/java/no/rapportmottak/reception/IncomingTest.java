package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.rapportmottak.SetClock;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingTest {

    @TempDir
    Path data;

    private final SetClock clock = new SetClock();
    private Parts parts;

    @BeforeEach
    void assemble() {
        parts = new Parts(data, clock);
        parts.addSender("solvik");
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void claimsAFileByMovingItUnderItsReference() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");

        Claim claim = claim(file).orElseThrow();

        assertThat(file).doesNotExist();
        assertThat(claim.file()).hasContent("<a/>");
        assertThat(claim.file()).isEqualTo(data.resolve("incoming/" + claim.reference() + "/a.xml"));
        assertThat(claim.received()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        assertThat(claim.declaredSha256()).isNull();
    }

    @Test
    void claimsNothingThatIsGoneAndLeavesNoTrace() throws Exception {
        assertThat(claim(parts.folders.inn("solvik").resolve("gone.xml"))).isEmpty();

        assertThat(data.resolve("incoming")).satisfiesAnyOf(
                folder -> assertThat(folder).doesNotExist(), folder -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void letsOneOfManyWinAFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            Path file = parts.drop("solvik", "race.xml", "x");
            Callable<Optional<Claim>> attempt = () -> claim(file);
            long winners = 0;
            for (Future<Optional<Claim>> result : threads.invokeAll(java.util.Collections.nCopies(8, attempt))) {
                winners += result.get().stream().count();
            }
            assertThat(winners).isEqualTo(1);
        }
        threads.shutdown();

        assertThat(parts.files("incoming")).hasSize(40);
        assertThat(data.resolve("incoming").toFile().list()).hasSize(20);
    }

    @Test
    void takesTheChecksumAlongAsItStands() throws Exception {
        parts.drop("solvik", "a.xml.sha256", "ABC  *a.xml\r\n" + "x".repeat(1000));
        Path file = parts.drop("solvik", "a.xml", "<a/>");

        Claim claim = claim(file).orElseThrow();

        assertThat(claim.declaredSha256()).startsWith("ABC  *a.xml\r\n").hasSize(512);
        assertThat(parts.files("senders/solvik/inn")).isEmpty();
    }

    @Test
    void knowsALeftOverClaimAfterARestart() throws Exception {
        parts.drop("solvik", "a.xml.sha256", "abc");
        Claim claim = claim(parts.drop("solvik", "a.xml", "<a/>")).orElseThrow();
        assertThat(parts.incoming.leftOver()).as("in hand").isEmpty();

        List<Claim> leftOver = restarted().leftOver();

        assertThat(leftOver).containsExactly(claim);
    }

    @Test
    void removesTheChecksumThatAKillLeftBehindItsFile() throws Exception {
        parts.drop("solvik", "a.xml.sha256", "abc");
        claim(parts.drop("solvik", "a.xml", "<a/>"));
        parts.drop("solvik", "a.xml.sha256", "abc");

        restarted().leftOver();

        assertThat(parts.files("senders/solvik/inn")).isEmpty();
    }

    @Test
    void namesAClaimAgainThatWasLetGo() throws Exception {
        Claim claim = claim(parts.drop("solvik", "a.xml", "<a/>")).orElseThrow();

        parts.incoming.letGo(claim);

        assertThat(parts.incoming.leftOver()).containsExactly(claim);
        assertThat(parts.incoming.takeUp(claim)).isTrue();
        assertThat(parts.incoming.takeUp(claim)).isFalse();
        assertThat(parts.incoming.leftOver()).isEmpty();
    }

    @Test
    void forgetsAClaimThatWasReleased() throws Exception {
        Claim claim = claim(parts.drop("solvik", "a.xml", "<a/>")).orElseThrow();

        parts.incoming.release(claim);

        assertThat(data.resolve("incoming")).isEmptyDirectory();
        assertThat(parts.incoming.leftOver()).isEmpty();
        assertThat(parts.incoming.takeUp(claim)).isFalse();
    }

    @Test
    void removesAClaimThatNeverHappenedOnceItIsOld() throws Exception {
        Path folder = Files.createDirectories(data.resolve("incoming/" + Reference.mint(clock.instant())));
        Files.writeString(folder.resolve(".claim"), "{}");

        assertThat(parts.incoming.leftOver()).isEmpty();
        assertThat(folder).exists();

        clock.goOn(Duration.ofMinutes(11));
        assertThat(parts.incoming.leftOver()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void leavesAFileWhereItLaysWhenItCannotBeClaimed() throws Exception {
        Path file = parts.drop("solvik", "a.xml", "<a/>");
        Files.writeString(data.resolve("incoming"), "in the way");

        assertThatThrownBy(() -> claim(file)).isInstanceOf(IOException.class);

        assertThat(file).hasContent("<a/>");
    }

    @Test
    void claimsNoLink() throws Exception {
        Path secret = Files.writeString(data.resolve("secret"), "s");
        Path link = Files.createSymbolicLink(parts.folders.inn("solvik").resolve("link.xml"), secret);

        assertThat(claim(link)).isEmpty();
    }

    private Optional<Claim> claim(Path file) throws IOException {
        return parts.incoming.claim(
                file, "solvik", Channel.MAPPE, file.getFileName().toString());
    }

    private Incoming restarted() {
        return new Incoming(data.resolve("incoming"), clock, parts.checksums, parts.taken, parts.peers);
    }
}
