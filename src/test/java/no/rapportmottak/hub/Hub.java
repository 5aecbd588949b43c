package no.rapportmottak.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Purges;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Reference;
import org.apache.camel.CamelContext;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.beans.factory.annotation.Value;

/** The running hub from outside: hands files in by both channels and reads what came of them. */
public class Hub implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final AtomicInteger SENDERS = new AtomicInteger();
    private static final AtomicInteger FILES = new AtomicInteger();

    private final Senders senders;
    private final SenderFolders folders;
    private final SftpServer sftp;
    private final Outbox outbox;
    private final HubClock clock;
    private final Path data;
    private final KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    private final SshClient client = SshClient.setUpDefaultClient();
    private final Map<String, SftpClient> logins = new HashMap<>();

    Hub(Senders senders, SenderFolders folders, SftpServer sftp, Outbox outbox, HubClock clock,
            @Value("${rapportmottak.data}") String data)
            throws Exception {
        this.senders = senders;
        this.folders = folders;
        this.sftp = sftp;
        this.outbox = outbox;
        this.clock = clock;
        this.data = Path.of(data);
        client.setServerKeyVerifier((session, address, serverKey) -> true);
        client.start();
    }

    // Senders

    /** A new sender who may report for every organisation of the samples. */
    public String sender() {
        return sender(Sample.ORGANISATIONS, List.of());
    }

    public String sender(List<String> reportsFor, List<String> reportTypes) {
        String id = "avsender-" + SENDERS.incrementAndGet();
        senders.add(new Sender(id, "999263550", "Solvik kommune", "KOMMUNE", "nb", reportsFor, reportTypes,
                List.of(PublicKeyEntry.toString(key.getPublic())), null, true));
        folders.makeAll();
        return id;
    }

    // Handing in

    /** By SFTP; returns when the server has closed the file, which is when it is safe. */
    void upload(String sender, String name, byte[] content) throws IOException {
        try (var out = login(sender).write("/inn/" + name)) {
            out.write(content);
        }
    }

    /** As a local system does: written under a temporary name, then renamed. */
    void drop(String sender, String name, byte[] content) throws IOException {
        Path temporary = Files.write(folders.inn(sender).resolve(name + ".tmp"), content);
        Files.move(temporary, folders.inn(sender).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Uploads a document under a name of its own and waits for the result receipt. */
    public JsonNode send(String sender, String document) throws IOException {
        return send(sender, document.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode send(String sender, byte[] document) throws IOException {
        String name = newName();
        upload(sender, name, document);
        return result(sender, name);
    }

    static String newName() {
        return "rapport-" + FILES.incrementAndGet() + ".dat";
    }

    private SftpClient login(String sender) throws IOException {
        SftpClient login = logins.get(sender);
        if (login == null) {
            ClientSession session = client.connect(sender, "127.0.0.1", sftp.port())
                    .verify(Duration.ofSeconds(10))
                    .getSession();
            session.addPublicKeyIdentity(key);
            session.auth().verify(Duration.ofSeconds(10));
            login = SftpClientFactory.instance().createSftpClient(session);
            logins.put(sender, login);
        }
        return login;
    }

    // What came of it

    /** The result receipt of a file; waits for it. */
    JsonNode result(String sender, String name) {
        return soon("result of " + name)
                .until(() -> receipts(sender, name, ".resultat.json"), found -> found.size() == 1)
                .get(0);
    }

    /** The receipts in JSON with that ending that a file has now. */
    List<JsonNode> receipts(String sender, String name, String ending) throws IOException {
        List<JsonNode> receipts = new ArrayList<>();
        for (String receipt : receiptNames(sender, name)) {
            if (receipt.endsWith(ending)) {
                receipts.add(JSON.readTree(folders.kvittering(sender).resolve(receipt).toFile()));
            }
        }
        return receipts;
    }

    /** How many files of a sender have their result. */
    long results(String sender) throws IOException {
        try (Stream<Path> all = Files.list(folders.kvittering(sender))) {
            return all.filter(file -> file.toString().endsWith(".resultat.json")).count();
        }
    }

    /** The names of a file's receipts, sorted. */
    List<String> receiptNames(String sender, String name) throws IOException {
        try (Stream<Path> all = Files.list(folders.kvittering(sender))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(receipt -> receipt.startsWith(name + "."))
                    .sorted()
                    .toList();
        }
    }

    String receiptText(String sender, String receipt) throws IOException {
        return Files.readString(folders.kvittering(sender).resolve(receipt));
    }

    /** The path from the data folder of a submission's package in the archive, or empty while there is none. */
    Optional<String> archived(String reference) {
        Path archive = data.resolve("archive");
        if (!Files.isDirectory(archive)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(archive)) {
            return all.filter(file -> file.endsWith(reference + ".zip"))
                    .map(file -> data.relativize(file).toString())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a package in the archive, by the end of its name; waits for the package. */
    String inPackage(String reference, String ending) throws IOException {
        String path = soon("package of " + reference).until(() -> archived(reference), Optional::isPresent).orElseThrow();
        try (ZipFile zip = new ZipFile(data.resolve(path).toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + ending + " in " + zip.stream().toList()));
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String sha256(Path file) throws Exception {
        return sha256(Files.readAllBytes(file));
    }

    static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    Path data() {
        return data;
    }

    /** Waiting that looks at once and then often, and is patient with a busy machine. */
    public static ConditionFactory soon(String what) {
        return Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }

    /** Waits until nothing is on its way out any more. */
    void settle() {
        soon("outbox").until(() -> outbox.count("VENTER") == 0);
    }

    // Time

    /** Does something at another time; everything that goes out at that time is waited for. */
    void at(Instant time, Action action) throws Exception {
        settle();
        clock.set(time);
        try {
            action.run();
            settle();
        } finally {
            clock.set(Surroundings.BEFORE_THE_DEADLINE);
        }
    }

    /** Has the hub look at once for content whose time is up, and waits until it has deleted that of a submission. */
    void purge(CamelContext camel, Purges purges, String reference) throws Exception {
        camel.getRouteController().stopRoute("purge");
        camel.getRouteController().startRoute("purge");
        soon("purge").until(() -> purges.since(new Reference(reference)).isPresent() && !Files.exists(original(reference)));
    }

    /** Where the bytes of a submission are kept. */
    Path original(String reference) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("originals"))) {
            return all.filter(file -> file.endsWith(reference)).findFirst().orElse(data.resolve("originals").resolve(reference));
        }
    }

    interface Action {
        void run() throws Exception;
    }

    // Reading receipts

    public static String outcome(JsonNode receipt) {
        return receipt.get("utfall").asText();
    }

    public static String reference(JsonNode receipt) {
        return receipt.get("referanse").asText();
    }

    /** The codes of a receipt's findings, sorted, each once. */
    static List<String> codes(JsonNode receipt) {
        return List.copyOf(new TreeSet<>(StreamSupport.stream(receipt.get("funn").spliterator(), false)
                .map(finding -> finding.get("kode").asText())
                .toList()));
    }

    @Override
    public void close() {
        client.stop();
    }
}
