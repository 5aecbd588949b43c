package no.rapportmottak.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.rapportmottak.reception.HostKey;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * A trial report of the hub's own, handed in now and then through each channel as any sender does it; it has to come
 * back as a receipt. A trial reaches no queue, no archive and no webhook. Its sender lives in memory.
 */
class Canary {

    static final String SENDER = "kanari";
    static final List<String> CHANNELS = List.of("sftp", "mappe");

    private static final String SAMPLE = "schemas/tilskuddsrapport/v1/samples/valid/tilskuddsrapport-rusarbeid-alt-overfoert.json";
    private static final Duration LOGIN = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CanarySettings settings;
    private final Home home;
    private final Path key;
    private final Senders senders;
    private final SenderFolders folders;
    private final SftpServer sftp;
    private final Map<String, Long> returned = new ConcurrentHashMap<>();
    private final Map<String, Double> took = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private long next;

    Canary(
            CanarySettings settings, Home home, Path data, Senders senders, SenderFolders folders, SftpServer sftp,
            MeterRegistry meters) {
        this.settings = settings;
        this.next = System.nanoTime() + settings.every().toNanos();
        this.home = home;
        this.key = data.resolve("keys").resolve(SENDER);
        this.senders = senders;
        this.folders = folders;
        this.sftp = sftp;
        for (String channel : CHANNELS) {
            meters.gauge("rapportmottak.canary.age.seconds", Tags.of("channel", channel), this, c -> c.age(channel));
            meters.gauge("rapportmottak.canary.seconds", Tags.of("channel", channel), took,
                    t -> t.getOrDefault(channel, Double.NaN));
        }
    }

    /** Since the last one came back; not a number as long as none has. */
    private double age(String channel) {
        Long at = returned.get(channel);
        return at == null ? Double.NaN : (System.nanoTime() - at) / 1e9;
    }

    /** What is wrong with each channel, by its name. */
    Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    /** Sends one through each channel when it is time to, and waits until it is back or overdue. */
    void take() {
        if (settings.every().isZero()) {
            return;
        }
        if (System.nanoTime() - next < 0) {
            beKnown();
            return;
        }
        next = System.nanoTime() + settings.every().toNanos();
        for (String channel : CHANNELS) {
            if (!channel.equals("sftp") || sftp.isRunning()) {
                fly(channel);
            }
        }
    }

    /** After a restart its folder is there before it flies again, and would be one of nobody's. */
    private void beKnown() {
        if (senders.find(SENDER).isEmpty() && Files.isDirectory(folders.inn(SENDER))) {
            try {
                senders.add(sender(report(SENDER), HostKey.at(key)));
            } catch (IOException e) {
                CHANNELS.forEach(channel -> troubles.put(channel, e.toString()));
            }
        }
    }

    private void fly(String channel) {
        long began = System.nanoTime();
        try {
            String name = "kanari-%s-%d.json".formatted(channel, System.currentTimeMillis());
            HostKey pair = HostKey.at(key);
            ObjectNode report = report(name);
            senders.add(sender(report, pair));
            folders.makeAll();
            if (channel.equals("sftp")) {
                upload(name, JSON.writeValueAsBytes(report), pair.pair());
            } else {
                drop(name, JSON.writeValueAsBytes(report));
            }
            awaitReceipt(name);
            returned.put(channel, System.nanoTime());
            took.put(channel, (System.nanoTime() - began) / 1e9);
            troubles.remove(channel);
        } catch (IOException e) {
            troubles.put(channel, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectNode report(String name) throws IOException {
        ObjectNode report = (ObjectNode) JSON.readTree(Files.readAllBytes(home.file(SAMPLE)));
        report.put("avsendersReferanse", name);
        report.put("proevekjoering", true);
        return report;
    }

    private static Sender sender(ObjectNode report, HostKey key) {
        String organisation = report.at("/avsender/organisasjonsnummer").asText();
        return new Sender(SENDER, organisation, "Kanari", "KOMMUNE", "nb", List.of(organisation), List.of(),
                List.of(key.publicLine()), null, true);
    }

    private void drop(String name, byte[] content) throws IOException {
        Path temporary = Files.write(folders.inn(SENDER).resolve(name + ".tmp"), content);
        Files.move(temporary, folders.inn(SENDER).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void upload(String name, byte[] content, KeyPair key) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, serverKey) -> true);
            client.start();
            try (ClientSession session = client.connect(SENDER, sftp.address().getHostAddress(), sftp.port())
                    .verify(LOGIN).getSession()) {
                session.addPublicKeyIdentity(key);
                session.auth().verify(LOGIN);
                try (SftpClient uploads = SftpClientFactory.instance().createSftpClient(session);
                        OutputStream out = uploads.write("/inn/" + name)) {
                    out.write(content);
                }
            }
        }
    }

    private void awaitReceipt(String name) throws IOException, InterruptedException {
        long until = System.nanoTime() + settings.patience().toNanos();
        while (!hasResult(name)) {
            if (System.nanoTime() > until) {
                throw new IOException("no receipt of %s came within %d s".formatted(name, settings.patience().toSeconds()));
            }
            Thread.sleep(100);
        }
    }

    /** Receipts that were seen are cleared away, as a sender does. JSON is the last of a result. */
    private boolean hasResult(String name) throws IOException {
        boolean result = false;
        try (DirectoryStream<Path> receipts = Files.newDirectoryStream(folders.kvittering(SENDER), name + ".*.resultat.*")) {
            for (Path receipt : receipts) {
                result |= receipt.toString().endsWith(".resultat.json");
            }
        }
        if (result) {
            try (DirectoryStream<Path> receipts = Files.newDirectoryStream(folders.kvittering(SENDER), "kanari-*")) {
                for (Path receipt : receipts) {
                    Files.deleteIfExists(receipt);
                }
            }
        }
        return result;
    }
}
