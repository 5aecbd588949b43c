package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import no.rapportmottak.SetClock;
import no.rapportmottak.registry.AddressRange;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.SenderKey;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Claim;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as a client that can do odd things sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SftpServerTest {

    private static final OpenMode[] NEW = {OpenMode.Write, OpenMode.Create, OpenMode.Truncate};

    @TempDir
    Path data;

    private final SetClock clock = new SetClock();
    private final List<ClientSession> sessions = new ArrayList<>();
    private final SshClient client = SshClient.setUpDefaultClient();
    private KeyPair key;
    private Parts parts;

    @BeforeAll
    void makeKey() throws Exception {
        key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        client.setServerKeyVerifier((session, address, serverKey) -> true);
        client.start();
    }

    @BeforeEach
    void start() {
        parts = new Parts(data, clock);
        parts.addSender("solvik", publicLine());
        parts.start();
    }

    @AfterEach
    void stop() {
        sessions.forEach(session -> session.close(true));
        parts.close();
    }

    @AfterAll
    void stopClient() {
        client.stop();
    }

    @Test
    void losesEveryUploadThatWasCutAtWhateverPoint() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<?>> cuts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            cuts.add(senders.submit(() -> uploadAndCut(number)));
        }
        for (Future<?> cut : cuts) {
            cut.get();
        }
        senders.shutdown();

        await().until(() -> parts.uploads.openCount() == 0);
        await().until(() -> parts.files("uploads").isEmpty());
        assertThat(parts.received).isEmpty();
        assertThat(parts.files("incoming")).isEmpty();
        assertThat(parts.files("senders")).isEmpty();
    }

    private Void uploadAndCut(int number) throws Exception {
        Random random = new Random(number);
        byte[] content = new byte[300_000];
        ClientSession session = session();
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
        CloseableHandle handle = sftp.open("/inn/cut-" + number + ".xml", NEW);
        for (int sent = 0, end = random.nextInt(content.length); sent < end; sent += 20_000) {
            sftp.write(handle, sent, content, sent, Math.min(20_000, end - sent));
        }
        cut(session, random.nextInt(3));
        return null;
    }

    @Test
    void refusesUploadsOfASenderThatIsPausedAndSaysSo() throws Exception {
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session());
        put(sftp, "/inn/begun.xml.part", "<a/>");
        parts.paused.add("solvik");

        assertThatThrownBy(() -> put(sftp, "/inn/a.xml", "<a/>")).hasMessageContaining("satt på pause");
        assertThatThrownBy(() -> sftp.rename("/inn/begun.xml.part", "/inn/begun.xml")).hasMessageContaining("satt på pause");

        parts.paused.clear();
        sftp.rename("/inn/begun.xml.part", "/inn/begun.xml");
        await().until(() -> parts.received.size() == 1);
    }

    @Test
    void refusesUploadsWhenTheVolumeIsFullAndSaysSoUntilThereIsRoomAgain() throws Exception {
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session());
        parts.free.set(Parts.RESERVE - 1);
        await().untilAsserted(() -> assertThatThrownBy(() -> put(sftp, "/inn/a.xml", "<a/>")).hasMessageContaining("lagringsplass"));

        parts.free.set(Parts.RESERVE);

        await().ignoreExceptions().untilAsserted(() -> put(sftp, "/inn/b.xml", "<a/>"));
        await().until(() -> parts.received.stream().anyMatch(claim -> claim.fileName().equals("b.xml")));
    }

    @Test
    void takesEveryUploadThatWasClosedBeforeTheConnectionBroke() throws Exception {
        for (int i = 0; i < 6; i++) {
            ClientSession session = session();
            put(SftpClientFactory.instance().createSftpClient(session), "/inn/closed-" + i + ".xml", "x");
            cut(session, i % 3);
        }

        await().until(() -> parts.received.size() == 6);
    }

    @Test
    void keepsACutTemporaryFileForItsSenderToGoOnWith() throws Exception {
        ClientSession first = session();
        SftpClient cut = SftpClientFactory.instance().createSftpClient(first);
        cut.write(cut.open("/inn/big.xml.filepart", NEW), 0, "<a>".getBytes());
        first.close(true);
        await().until(() -> parts.uploads.openCount() == 0);

        SftpClient sftp = sftp();
        assertThat(sftp.stat("/inn/big.xml.filepart").getSize()).isEqualTo(3);
        try (CloseableHandle handle = sftp.open("/inn/big.xml.filepart", OpenMode.Write)) {
            sftp.write(handle, 3, "</a>".getBytes());
        }
        sftp.rename("/inn/big.xml.filepart", "/inn/big.xml");

        assertThat(received().file()).hasContent("<a></a>");
    }

    @Test
    void showsAnUploadToItsLoginOnly() throws Exception {
        SftpClient sftp = sftp();
        try (CloseableHandle handle = sftp.open("/inn/a.xml", NEW)) {
            sftp.write(handle, 0, "<a".getBytes());

            assertThat(names(sftp)).contains("a.xml");
            assertThat(sftp.stat("/inn/a.xml").getSize()).isEqualTo(2);
            assertThat(names(sftp())).doesNotContain("a.xml");
            assertThat(parts.files("senders")).isEmpty();
        }
    }

    @Test
    void answersForAMinuteAsIfATakenFileStillLayThere() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<a/>");
        sftp.setStat("/inn/a.xml", new Attributes().modifyTime(1_500_000_000L).accessTime(1_500_000_000L));

        clock.goOn(Duration.ofSeconds(59));
        assertThat(sftp.stat("/inn/a.xml").getSize()).isEqualTo(4);
        assertThat(sftp.lstat("/inn/a.xml").getModifyTime().toMillis()).isEqualTo(1_500_000_000_000L);

        clock.goOn(Duration.ofSeconds(1));
        assertThatThrownBy(() -> sftp.stat("/inn/a.xml")).isInstanceOf(SftpException.class);
    }

    @Test
    void takesTheSameNameAgainAsANewUpload() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<a/>");
        put(sftp, "/inn/a.xml", "<b/>");

        await().until(() -> parts.received.size() == 2);
    }

    @Test
    void refusesASecondHandleOnANameThatIsBeingWritten() throws Exception {
        SftpClient sftp = sftp();
        try (CloseableHandle handle = sftp.open("/inn/a.xml", NEW)) {
            assertThatThrownBy(() -> sftp.open("/inn/a.xml", NEW)).hasMessageContaining("under opplasting");
            assertThatThrownBy(() -> sftp().open("/inn/a.xml", NEW)).hasMessageContaining("under opplasting");
        }
        assertThat(received().fileName()).isEqualTo("a.xml");
    }

    @Test
    void refusesAnUploadWithAHole() throws Exception {
        SftpClient sftp = sftp();
        CloseableHandle handle = sftp.open("/inn/a.xml", NEW);
        sftp.write(handle, 10, "x".getBytes());

        assertThatThrownBy(handle::close).hasMessageContaining("hull");

        assertThat(parts.files("uploads")).isEmpty();
        assertThat(parts.received).isEmpty();
    }

    @Test
    void doesNotAnswerForAnEarlierFileWhenAnUploadFailed() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<a/>");
        CloseableHandle handle = sftp.open("/inn/a.xml", NEW);
        sftp.write(handle, 10, "x".getBytes());
        assertThatThrownBy(handle::close).isInstanceOf(SftpException.class);

        assertThatThrownBy(() -> sftp.stat("/inn/a.xml")).isInstanceOf(SftpException.class);
    }

    @Test
    void takesAnUploadThatWasWrittenOutOfOrder() throws Exception {
        SftpClient sftp = sftp();
        try (CloseableHandle handle = sftp.open("/inn/a.xml", NEW)) {
            sftp.write(handle, 2, "/>".getBytes());
            sftp.write(handle, 0, "<a".getBytes());
        }

        assertThat(received().file()).hasContent("<a/>");
    }

    @Test
    void saysClearlyThatAFileIsTooLargeAndLeavesNothing() throws Exception {
        SftpClient sftp = sftp();
        CloseableHandle handle = sftp.open("/inn/a.xml", NEW);
        sftp.write(handle, Parts.LIMIT - 1, new byte[1]);

        assertThatThrownBy(() -> sftp.write(handle, Parts.LIMIT, new byte[1]))
                .hasMessageContaining("større enn grensen på 1000000 byte");
        assertThatThrownBy(handle::close).isInstanceOf(SftpException.class);

        assertThat(parts.files("uploads")).isEmpty();
        assertThat(parts.received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nb,Filen finnes ikke", "nn,Fila finst ikkje", "en,There is no such file"})
    void saysWhyInTheLanguageOfTheSender(String language, String expected) throws Exception {
        Sender sender = parts.senders.find("solvik").orElseThrow();
        parts.senders.replace(List.of(new Sender(
                sender.id(), sender.organisationNumber(), sender.name(), sender.category(), language,
                sender.reportsFor(), sender.reportTypes(), List.of(publicLine()), sender.contact(), true)));

        assertThatThrownBy(() -> sftp().stat("/inn/a.xml")).hasMessageContaining(expected);
    }

    @Test
    void failsTheCloseWhenTheFileCannotBeClaimed() throws Exception {
        SftpClient sftp = sftp();
        CloseableHandle handle = sftp.open("/inn/a.xml", NEW);
        sftp.write(handle, 0, "<a/>".getBytes());
        Files.writeString(data.resolve("incoming"), "in the way");

        assertThatThrownBy(handle::close).isInstanceOf(SftpException.class);

        assertThat(parts.files("uploads")).isEmpty();
        assertThat(parts.received).isEmpty();
    }

    @Test
    void refusesNamesThatAreNoNames() throws Exception {
        SftpClient sftp = sftp();

        for (String name : List.of("a\0.xml", "a\n.xml", "x".repeat(256))) {
            assertThatThrownBy(() -> sftp.open("/inn/" + name, NEW)).isInstanceOf(SftpException.class);
        }
    }

    @Test
    void refusesLinksFoldersAndPermissions() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.part", "x");

        assertThatThrownBy(() -> sftp.symLink("/inn/l", "/etc/passwd")).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.link("/inn/l", "/inn/a.part", false))
                .isInstanceOfAny(SftpException.class, UnsupportedOperationException.class);
        assertThatThrownBy(() -> sftp.readLink("/inn/a.part")).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.mkdir("/inn/d")).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.setStat("/inn/a.part", new Attributes().perms(0)))
                .isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.setStat("/kvittering", new Attributes().modifyTime(1).accessTime(1)))
                .isInstanceOf(SftpException.class);
    }

    @Test
    void removesATemporaryFileOfItsSender() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.part", "x");

        sftp.remove("/inn/a.part");

        assertThat(parts.files("uploads")).isEmpty();
    }

    @Test
    void dropsAChecksumThatComesAfterItsFile() throws Exception {
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<a/>");

        put(sftp, "/inn/a.xml.sha256", "abc");

        assertThat(parts.files("senders")).isEmpty();
        assertThat(parts.files("uploads")).isEmpty();
    }

    @Test
    void closesTheSessionsOfASenderThatWouldNotBeLetInAnyMore() throws Exception {
        ClientSession open = session();
        parts.server.dismiss();
        assertThat(open.isOpen()).isTrue();
        configure(List.of(), List.of(), Sender.Limits.NONE);

        parts.server.dismiss();

        await().until(() -> !open.isOpen());
    }

    @Test
    void letsInWithEachOfItsKeysWhileThatHolds() throws Exception {
        Instant now = clock.instant();
        KeyPair old = key;
        KeyPair next = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        configure(List.of(
                new SenderKey(line(old), "old", null, now.plusSeconds(3600)),
                new SenderKey(line(next), "next", now.plusSeconds(1800), null)), List.of(), Sender.Limits.NONE);

        ClientSession withOld = session();
        assertThatThrownBy(() -> session(next)).isInstanceOf(IOException.class);
        clock.goOn(Duration.ofMinutes(40));
        session();
        ClientSession withNext = session(next);
        clock.goOn(Duration.ofMinutes(40));
        parts.server.dismiss();

        await().until(() -> !withOld.isOpen());
        assertThat(withNext.isOpen()).isTrue();
        assertThatThrownBy(() -> session(old)).isInstanceOf(IOException.class);
        assertThat(parts.used).containsExactlyInAnyOrder(
                "solvik " + KeyUtils.getFingerPrint(old.getPublic()), "solvik " + KeyUtils.getFingerPrint(next.getPublic()));
    }

    @Test
    void letsInFromTheAddressesOfTheSenderOnly() throws Exception {
        configure(List.of(SenderKey.of(publicLine())), List.of(AddressRange.of("127.0.0.0/8")), Sender.Limits.NONE);
        ClientSession open = session();
        configure(List.of(SenderKey.of(publicLine())), List.of(AddressRange.of("192.0.2.0/24")), Sender.Limits.NONE);

        assertThatThrownBy(this::session).isInstanceOf(IOException.class);
        parts.server.dismiss();
        await().until(() -> !open.isOpen());
    }

    @Test
    void takesNoMoreFilesWithinTheHourThanTheSenderMayHandIn() throws Exception {
        configure(List.of(SenderKey.of(publicLine())), List.of(), new Sender.Limits(null, null, 2));
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<a/>");
        put(sftp, "/inn/b.xml", "<b/>");

        assertThatThrownBy(() -> put(sftp, "/inn/c.xml", "<c/>")).hasMessageContaining("2 filer den siste timen");
        assertThatThrownBy(() -> put(sftp, "/inn/c.xml", "<c/>")).hasMessageContaining("2 filer den siste timen");
        assertThat(parts.files("senders/solvik/kvittering")).singleElement().satisfies(name -> {
            assertThat(name).startsWith("c.xml.").endsWith(".ikke-mottatt.txt");
            assertThat(parts.folders.kvittering("solvik").resolve(name)).content()
                    .contains("Filen c.xml er ikke mottatt", "2 filer den siste timen", "Send den på nytt senere").doesNotContain("inn/");
        });

        clock.goOn(Duration.ofMinutes(61));
        put(sftp, "/inn/c.xml", "<c/>");
        await().until(() -> parts.received.size() == 3);
    }

    @Test
    void takesNoMoreBytesWithinTheHourThanTheSenderMaySend() throws Exception {
        configure(List.of(SenderKey.of(publicLine())), List.of(), new Sender.Limits(null, 10L, null));
        SftpClient sftp = sftp();
        put(sftp, "/inn/a.xml", "<aaaa/>");

        CloseableHandle handle = sftp.open("/inn/b.xml", NEW);
        assertThatThrownBy(() -> sftp.write(handle, 0, "<bbbb/>".getBytes())).hasMessageContaining("10 byte i timen");
        assertThatThrownBy(handle::close).hasMessageContaining("10 byte i timen");
        assertThat(parts.files("senders/solvik/kvittering")).singleElement().asString().startsWith("b.xml.");

        await().until(() -> parts.received.size() == 1);
        assertThat(parts.files("uploads")).isEmpty();
    }

    @Test
    void opensNoMoreSessionsThanTheSenderMayHave() throws Exception {
        configure(List.of(SenderKey.of(publicLine())), List.of(), new Sender.Limits(1, null, null));
        session();

        assertThatThrownBy(this::session).hasMessageContaining("1 åpne forbindelser");
    }

    @Test
    void takesANewKeyFromWhoSignedInWithAnOldOne() throws Exception {
        letNewKeysIn();
        KeyPair next = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        SftpClient sftp = sftp();
        assertThat(names(sftp, "/")).contains("inn", "kvittering", "nokkel");

        put(sftp, "/nokkel/ny maskin.pub", line(next) + " kari@ny\u001b[2J-maskin\n");

        assertThat(sftp.stat("/nokkel/ny maskin.pub").getSize()).isPositive();
        String fingerprint = KeyUtils.getFingerPrint(next.getPublic());
        assertThat(parts.acts).singleElement().asString().isEqualTo("solvik (SFTP): sender new key: handed in, signed in with "
                + KeyUtils.getFingerPrint(key.getPublic()) + ": solvik " + fingerprint);
        String receipt = parts.files("senders/solvik/kvittering").get(0);
        assertThat(receipt).startsWith("ny_maskin.pub.").endsWith(".txt");
        assertThat(parts.folders.kvittering("solvik").resolve(receipt)).content().contains("registrert", fingerprint);
        assertThat(parts.sendersFile()).content().contains("# who may", "kari@ny2J-maskin handed in ");
        parts.senders.replace(Senders.read(parts.sendersFile()));
        assertThat(session(next).isOpen()).isTrue();
        assertThat(session(key).isOpen()).isTrue();
        assertThat(parts.received).isEmpty();
        assertThat(parts.files("uploads")).isEmpty();
    }

    @Test
    void takesNothingAsAKeyThatIsNone() throws Exception {
        letNewKeysIn();
        String before = Files.readString(parts.sendersFile());
        SftpClient sftp = sftp();
        String tooShort = line(KeyUtils.generateKeyPair("ssh-rsa", 2048));

        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", "-----BEGIN OPENSSH PRIVATE KEY-----\nx")).hasMessageContaining("privat nøkkel");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", "<rapport/>")).hasMessageContaining("ikke en offentlig nøkkel");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", "command=\"x\" " + publicLine())).hasMessageContaining("ikke en offentlig");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", publicLine() + "\n" + publicLine())).hasMessageContaining("én linje");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", publicLine())).hasMessageContaining("alt registrert");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", tooShort)).hasMessageContaining("3072 bit");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", "x".repeat(20_000))).hasMessageContaining("16384 byte");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.xml", publicLine())).hasMessageContaining("slutter på .pub");

        assertThat(parts.sendersFile()).hasContent(before);
        assertThat(parts.acts).isEmpty();
        assertThat(parts.files("uploads")).isEmpty();
        assertThat(parts.files("senders")).isEmpty();
    }

    @Test
    void showsNoFolderForKeysUnlessThatIsConfigured() throws Exception {
        SftpClient sftp = sftp();

        assertThat(names(sftp, "/")).doesNotContain("nokkel");
        assertThatThrownBy(() -> sftp.stat("/nokkel")).hasMessageContaining("bare mappene");
        assertThatThrownBy(() -> put(sftp, "/nokkel/a.pub", publicLine())).hasMessageContaining("bare mappene");
    }

    private void letNewKeysIn() throws IOException {
        Files.createDirectories(parts.sendersFile().getParent());
        Files.writeString(parts.sendersFile(), """
                # who may
                senders:
                  - id: solvik
                    organisation-number: "999263550"
                    name: Prøve
                    public-keys: ["%s"]
                    new-keys: true
                """.formatted(publicLine()));
        parts.senders.replace(Senders.read(parts.sendersFile()));
    }

    private void configure(List<SenderKey> keys, List<AddressRange> from, Sender.Limits limits) {
        parts.senders.add(new Sender("solvik", "999263550", "Prøve", "KOMMUNE", "nb", List.of(), List.of(), keys, null, true,
                from, limits, false));
    }

    @Test
    void looksUpKeysAtEachLogin() throws Exception {
        parts.senders.add(new Sender(
                "solvik", "999263550", "Prøve", "KOMMUNE", "nb", List.of(), List.of(), List.of(), null, true));

        assertThatThrownBy(this::session).isInstanceOf(IOException.class);
    }

    @Test
    void keepsItsHostKeyForItselfOverARestart() throws Exception {
        String before = parts.server.fingerprint();
        Path file = data.resolve("keys/sftp-host-key");
        parts.server.stop();

        parts.server.start();

        assertThat(parts.server.fingerprint()).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void letsARunningUploadEndBeforeItStops() throws Exception {
        SftpClient sftp = sftp();
        CloseableHandle handle = sftp.open("/inn/a.xml", NEW);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(parts.server::stop);
        await().until(() -> !accepts());

        sftp.write(handle, 0, "<a/>".getBytes());
        handle.close();

        assertThat(received().file()).hasContent("<a/>");
        stopped.get(20, TimeUnit.SECONDS);
    }

    @Test
    void listsFoldersOfManyReceipts() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Files.writeString(parts.folders.kvittering("solvik").resolve("r" + i + ".json"), "{}");
        }

        assertThat(StreamSupport.stream(sftp().readDir("/kvittering").spliterator(), false))
                .hasSize(1000);
    }

    @Test
    void worksWithTheProducerOfCamelSftp() throws Exception {
        Path keyFile = data.resolve("client-key");
        try (OutputStream out = Files.newOutputStream(keyFile)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "", null, out);
        }
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            String to = "sftp:127.0.0.1:" + parts.server.port() + "/inn?username=solvik&privateKeyFile=" + keyFile
                    + "&useUserKnownHostsFile=false&strictHostKeyChecking=no&tempFileName=${file:name}.part";
            camel.createProducerTemplate().sendBodyAndHeader(to, "<a/>", Exchange.FILE_NAME, "camel.xml");
        }

        assertThat(received().fileName()).isEqualTo("camel.xml");
    }

    private boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", parts.server.port())) {
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** As a broken line, as a client that ends without closing, or as a channel that is closed. */
    private static void cut(ClientSession session, int how) throws IOException {
        switch (how) {
            case 0 -> session.getIoSession().close(true);
            case 1 -> session.close(true);
            default -> session.close(false).await(Duration.ofSeconds(5));
        }
    }

    private static void put(SftpClient sftp, String path, String content) throws IOException {
        try (CloseableHandle handle = sftp.open(path, NEW)) {
            sftp.write(handle, 0, content.getBytes());
        }
    }

    private static List<String> names(SftpClient sftp) throws IOException {
        return names(sftp, "/inn");
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        return StreamSupport.stream(sftp.readDir(folder).spliterator(), false)
                .map(DirEntry::getFilename)
                .toList();
    }

    private String publicLine() {
        return line(key);
    }

    private static String line(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private Claim received() {
        await().until(() -> !parts.received.isEmpty());
        return parts.received.element();
    }

    private SftpClient sftp() throws IOException {
        return SftpClientFactory.instance().createSftpClient(session());
    }

    private ClientSession session() throws IOException {
        return session(key);
    }

    private ClientSession session(KeyPair with) throws IOException {
        ClientSession session = client.connect("solvik", "127.0.0.1", parts.server.port())
                .verify(Duration.ofSeconds(10))
                .getSession();
        sessions.add(session);
        session.addPublicKeyIdentity(with);
        session.auth().verify(Duration.ofSeconds(10));
        return session;
    }
}
