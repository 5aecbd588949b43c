package no.rapportmottak.reception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersEditor;
import no.rapportmottak.submission.Claim;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Reception put together by hand over a fresh folder, with a {@code direct:receive} that only notes. */
class Parts implements AutoCloseable {

    static final long LIMIT = 1_000_000;
    /** Below that there is no room for more files. */
    static final long RESERVE = 1000;

    final Path data;
    final Clock clock;
    final Senders senders = new Senders(List.of());
    final Queue<String> acts = new ConcurrentLinkedQueue<>();
    final Set<String> used = ConcurrentHashMap.newKeySet();
    final Set<String> paused = ConcurrentHashMap.newKeySet();
    /** Of the volume, in bytes. */
    final AtomicLong free = new AtomicLong(RESERVE);
    final SenderFolders folders;
    final RecentlyTaken taken;
    final Checksums checksums;
    final Set<String> others = ConcurrentHashMap.newKeySet();
    final Peers peers = new Peers("denne", () -> others);
    final Incoming incoming;
    final Queue<Claim> received = new ConcurrentLinkedQueue<>();
    final Quota quota;
    final Notices notices;
    final Gate gate;
    final SftpServer server;
    final Uploads uploads;
    private final CamelContext camel = new DefaultCamelContext();

    Parts(Path data, Clock clock) {
        this(data, clock, Map.of());
    }

    /** @param guard settings below {@code rapportmottak.sftp.guard} that differ from their defaults */
    Parts(Path data, Clock clock, Map<String, String> guard) {
        this.data = data;
        this.clock = clock;
        ReceptionSettings settings = new ReceptionSettings(
                data,
                new ReceptionSettings.Sftp(0, "127.0.0.1", true, null),
                new ReceptionSettings.Drop(Duration.ofSeconds(2)),
                new ReceptionSettings.Limits(DataSize.ofBytes(LIMIT)));
        folders = new SenderFolders(settings.senders(), senders, paused::contains, new Room(() -> free.get(), RESERVE));
        taken = new RecentlyTaken(clock);
        checksums = new Checksums(folders, taken, clock);
        incoming = new Incoming(settings.incoming(), clock, checksums, taken, peers);
        uploads = new Uploads(settings.uploads(), LIMIT, peers);
        Handover handover = new Handover(camel.createProducerTemplate(), incoming);
        quota = new Quota(senders, clock);
        notices = new Notices(folders, senders, clock);
        Logins logins = new Logins(folders, uploads, taken, checksums, incoming, handover, quota, notices,
                new KeyDesk(senders, new SendersEditor(sendersFile()), this::note, notices, clock));
        gate = new Gate(guard(guard));
        server = new SftpServer(settings, senders, logins, gate,
                new LoginKeys(senders, clock, (sender, key) -> used.add(sender + " " + key)));
        startCamel();
    }

    private static GuardSettings guard(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", GuardSettings.class);
    }

    private String note(Act act, String what, FileChanges.Change change) throws IOException {
        String changed = change.make();
        acts.add(act.who() + ": " + what + ": " + act.reason() + ": " + changed);
        return changed;
    }

    Path sendersFile() {
        return data.resolve("config/senders.yaml");
    }

    Parts start() {
        server.start();
        return this;
    }

    void addSender(String id, String... publicKeys) {
        senders.add(new Sender(
                id, "999263550", "Prøve", "KOMMUNE", "nb", List.of(), List.of(), List.of(publicKeys), null, true));
        folders.makeAll();
    }

    Path drop(String sender, String name, String content) throws IOException {
        return Files.writeString(folders.inn(sender).resolve(name), content);
    }

    /** Every file below a folder of the data folder, by path. */
    List<String> files(String below) {
        Path top = data.resolve(below);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startCamel() {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:receive").process(exchange -> received.add(
                            exchange.getMessage().getBody(Claim.class)));
                }
            });
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (server.isRunning()) {
            server.stop();
        }
        camel.stop();
    }
}
