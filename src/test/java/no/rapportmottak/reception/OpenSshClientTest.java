package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stock clients of a Linux machine against the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshClientTest {

    @TempDir
    static Path folder;

    private Parts parts;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(Shell.isInstalled("sftp") && Shell.isInstalled("ssh-keygen"), "skipped: no OpenSSH client on this machine");
        parts = new Parts(folder.resolve("data"), Clock.systemUTC());
        List<String> keys = new ArrayList<>();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            keys.add(Shell.makeKey(folder.resolve(type), "-t", type));
        }
        parts.addSender("solvik", keys.toArray(String[]::new));
        parts.start();
    }

    @BeforeEach
    void forget() {
        parts.received.clear();
    }

    @AfterAll
    void stop() {
        if (parts != null) {
            parts.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,ssh-ed25519", "ecdsa,ecdsa-sha2-nistp256", "rsa,rsa-sha2-256", "rsa,rsa-sha2-512"})
    void letsInKeysWithModernSignatures(String key, String algorithm) throws Exception {
        Shell.Result result = sftp(key, List.of("-o", "PubkeyAcceptedAlgorithms=" + algorithm), "ls /");

        assertThat(result.output()).contains("inn", "kvittering");
    }

    @Test
    void refusesSha1Signatures() throws Exception {
        Shell.Result result = sftp("rsa", List.of("-o", "PubkeyAcceptedAlgorithms=ssh-rsa"), "ls /");

        assertThat(result.output()).contains("Permission denied (publickey)");
    }

    @Test
    void refusesKeysOfNobody() throws Exception {
        Shell.makeKey(folder.resolve("stranger"), "-t", "ed25519");

        Shell.Result result = sftp("stranger", List.of(), "ls /");

        assertThat(result.output()).contains("Permission denied (publickey)");
    }

    @Test
    void takesAFileThatWasPut() throws Exception {
        Path file = aFile("søknad.xml", "<a/>");

        Shell.Result result = sftp("put " + file + " inn/søknad.xml");

        assertThat(result.code()).as(result.output()).isZero();
        Claim claim = received();
        assertThat(claim.fileName()).isEqualTo("søknad.xml");
        assertThat(claim.sender()).isEqualTo("solvik");
        assertThat(claim.channel()).isEqualTo(Channel.SFTP);
        assertThat(claim.file()).hasContent("<a/>");
        assertThat(claim.file()).isEqualTo(
                parts.data.resolve("incoming").resolve(claim.reference().value()).resolve("søknad.xml"));
    }

    @Test
    void takesAFileThatWasPutWithItsTimesAndStillShowsThem() throws Exception {
        Path file = aFile("p.xml", "<a/>");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-03T04:05:06Z")));

        Shell.Result result = sftp("put -p " + file + " inn/p.xml", "ls -l inn/p.xml", "ls inn");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("4 Feb +3 +2020 +/?inn/p.xml");
        assertThat(received().fileName()).isEqualTo("p.xml");
    }

    @Test
    void takesATemporaryNameOnceItIsRenamed() throws Exception {
        Path file = aFile("r.xml", "<a/>");
        sftp("put " + file + " inn/r.xml.part");
        assertThat(parts.received).isEmpty();

        Shell.Result result = sftp("ls inn", "rename inn/r.xml.part inn/r.xml");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("r.xml.part");
        assertThat(received().fileName()).isEqualTo("r.xml");
    }

    @Test
    void takesTheChecksumAlong() throws Exception {
        Path file = aFile("sum.xml", "<a/>");
        Path sum = aFile("sum.xml.sha256", "abc  sum.xml\n");

        sftp("put " + sum + " inn/sum.xml.sha256", "put " + file + " inn/sum.xml");

        assertThat(received().declaredSha256()).isEqualTo("abc  sum.xml\n");
        await().untilAsserted(() -> assertThat(parts.files("senders/solvik/inn")).isEmpty());
    }

    @Test
    void refusesToRenameOverANameThatWasTaken() throws Exception {
        Path file = aFile("o.xml", "<a/>");
        sftp("put " + file + " inn/o.xml", "put " + file + " inn/o.xml.part");

        Shell.Result plain = sftp("rename -l inn/o.xml.part inn/o.xml");
        Shell.Result posix = sftp("rename inn/o.xml.part inn/o.xml");

        assertThat(plain.code()).isNotZero();
        assertThat(posix.code()).isNotZero();
        assertThat(parts.received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "mkdir inn/x",
        "rmdir inn",
        "ln -s /etc/passwd inn/x",
        "ln kvittering/svar.json inn/x",
        "chmod 000 inn/x.part",
        "chown 1 inn/x.part",
        "get ../../etc/passwd /dev/null",
        "ls /etc",
        "put {file} x",
        "put {file} ../x",
        "put {file} kvittering/x",
        "rename kvittering/svar.json inn/x",
        "rename inn/x.part kvittering/x",
        "rm inn"

    })
    void refusesWhatIsNotForSenders(String command) throws Exception {
        Files.writeString(parts.folders.kvittering("solvik").resolve("svar.json"), "{}");
        Path file = aFile("x", "x");
        Path temporary = parts.uploads.temporary("solvik");
        Files.writeString(Files.createDirectories(temporary).resolve("x.part"), "x");

        Shell.Result result = sftp(command.replace("{file}", file.toString()));

        assertThat(result.code()).as(result.output()).isNotZero();
        assertThat(parts.received).isEmpty();
        assertThat(Files.getPosixFilePermissions(temporary.resolve("x.part"))).isNotEmpty();
    }

    @Test
    void letsReceiptsBeFetchedAndDeleted() throws Exception {
        Path receipts = parts.folders.kvittering("solvik");
        Files.writeString(receipts.resolve("hent.json"), "{\"steg\":1}");
        Files.writeString(receipts.resolve(".tmp-hent.json"), "half");

        Shell.Result result = sftp("ls -la kvittering", "get kvittering/hent.json " + folder, "rm kvittering/hent.json");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain(".tmp");
        assertThat(folder.resolve("hent.json")).hasContent("{\"steg\":1}");
        assertThat(receipts.resolve("hent.json")).doesNotExist();
    }

    @Test
    void refusesTheByteThatPassesTheLimit() throws Exception {
        Path whole = Files.write(folder.resolve("whole.xml"), new byte[(int) Parts.LIMIT]);
        Path over = Files.write(folder.resolve("over.xml"), new byte[(int) Parts.LIMIT + 1]);

        Shell.Result taken = sftp("put " + whole + " inn/whole.xml");
        Shell.Result refused = sftp("put " + over + " inn/over.xml");

        assertThat(taken.code()).as(taken.output()).isZero();
        assertThat(refused.code()).isNotZero();
        assertThat(received().fileName()).isEqualTo("whole.xml");
        assertThat(parts.files("uploads/logins")).isEmpty();
    }

    @Test
    void givesNoShell() throws Exception {
        Shell.Result result = Shell.run(ssh("echo", "hello"));

        assertThat(result.code()).isNotZero();
        assertThat(result.output()).doesNotContain("hello");
    }

    @Test
    void showsTheFingerprintThatSshKeygenShows() throws Exception {
        Shell.Result result = Shell.run("ssh-keygen", "-lf", parts.data.resolve("keys/sftp-host-key").toString());

        assertThat(result.output()).contains(parts.server.fingerprint());
    }

    @Test
    void worksWithLftp() throws Exception {
        assumeTrue(Shell.isInstalled("lftp"), "skipped: no lftp on this machine");
        Path file = aFile("l.xml", "<a/>");
        String connect = "set sftp:auto-confirm yes; set sftp:connect-program 'ssh -a -x "
                + String.join(" ", Shell.options(folder.resolve("ed25519"))) + "'; open -u solvik, sftp://127.0.0.1:" + parts.server.port();

        Shell.Result result = Shell.run("lftp", "-c", connect + "; put " + file + " -o inn/l.xml; cls -l inn/; "
                + "put " + file + " -o inn/m.xml.part; mv inn/m.xml.part inn/m.xml; bye");

        assertThat(result.code()).as(result.output()).isZero();
        await().untilAsserted(() -> assertThat(parts.received)
                .extracting(Claim::fileName)
                .containsExactlyInAnyOrder("l.xml", "m.xml"));
    }

    @Test
    void worksWithParamiko() throws Exception {
        assumeTrue(Shell.hasParamiko(), "skipped: no paramiko on this machine");
        Path script = aFile("put.py", """
                import sys, paramiko
                port, key, report = int(sys.argv[1]), sys.argv[2], sys.argv[3]
                client = paramiko.SSHClient()
                client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
                client.connect("127.0.0.1", port, "solvik", pkey=paramiko.Ed25519Key(filename=key),
                               look_for_keys=False, allow_agent=False)
                sftp = client.open_sftp()
                sent = sftp.put(report, "inn/p.xml", confirm=True)
                sftp.utime("inn/p.xml", (1, 2))
                sftp.put(report, "inn/q.xml.part", confirm=True)
                sftp.posix_rename("inn/q.xml.part", "inn/q.xml")
                print(sent.st_size, sorted(sftp.listdir("/")))
                """);
        Path file = aFile("p.xml", "<a/>");

        Shell.Result result = Shell.run(Shell.PYTHON, script.toString(), String.valueOf(parts.server.port()), folder.resolve("ed25519").toString(),
                file.toString());

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("4 ['inn', 'kvittering']");
        await().untilAsserted(() -> assertThat(parts.received)
                .extracting(Claim::fileName)
                .containsExactlyInAnyOrder("p.xml", "q.xml"));
    }

    private Claim received() {
        await().until(() -> !parts.received.isEmpty());
        return parts.received.element();
    }

    private Path aFile(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Shell.Result sftp(String... commands) throws Exception {
        return sftp("ed25519", List.of(), commands);
    }

    private Shell.Result sftp(String key, List<String> more, String... commands) throws Exception {
        Path batch = Files.write(folder.resolve("batch"), Arrays.asList(commands));
        List<String> line = new ArrayList<>(List.of("sftp", "-b", batch.toString(), "-P"));
        line.add(Integer.toString(parts.server.port()));
        line.addAll(Shell.options(folder.resolve(key)));
        line.addAll(more);
        line.add("solvik@127.0.0.1");
        return Shell.run(line.toArray(String[]::new));
    }

    private String[] ssh(String... command) {
        List<String> line = new ArrayList<>(List.of("ssh", "-p", Integer.toString(parts.server.port())));
        line.addAll(Shell.options(folder.resolve("ed25519")));
        line.add("solvik@127.0.0.1");
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }
}
