package no.rapportmottak.campaign;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import no.rapportmottak.process.Ports;

/**
 * Artemis as it is distributed: a primary and its backup on one journal, of which one serves. The distribution is that of
 * {@code -Dcampaign.artemis}, unpacked.
 */
final class BrokerPair implements AutoCloseable {

    static final String USER = "hub";
    static final String PASSWORD = "bare-for-testen";

    private static final Duration CREATION = Duration.ofMinutes(1);
    private static final Duration SERVING = Duration.ofMinutes(2);
    /** What the primary and the backup log when they begin to serve. */
    private static final Pattern SERVES = Pattern.compile("AMQ221007|AMQ221010");

    private final Path folder;
    private final List<Broker> both = new ArrayList<>();

    /** One of the two, which is started again and again. */
    private final class Broker {

        private final Path instance;
        private final int port;
        private Process process;
        private long logged;

        Broker(String name, int port) {
            this.instance = folder.resolve(name);
            this.port = port;
        }

        void create(int other, List<String> queues, String... role) throws Exception {
            List<String> line = new ArrayList<>(List.of(distribution().resolve("bin/artemis").toString(), "create",
                    "--user", USER, "--password", PASSWORD, "--require-login", "--host", "127.0.0.1", "--name", instance.getFileName().toString(),
                    "--default-port", "" + port, "--no-web", "--no-mqtt-acceptor", "--no-hornetq-acceptor", "--no-stomp-acceptor",
                    "--no-amqp-acceptor", "--no-autotune", "--silent", "--nio",
                    "--clustered", "--cluster-user", "par", "--cluster-password", PASSWORD, "--static-cluster", "tcp://127.0.0.1:" + other,
                    "--shared-store", "--failover-on-shutdown", "--data", folder.resolve("journal").toString(),
                    "--queues", String.join(",", queues), "--java-memory", "512M"));
            line.addAll(List.of(role));
            line.add(instance.toString());
            Path log = folder.resolve(instance.getFileName() + ".create.log");
            Process creation = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!creation.waitFor(CREATION.toSeconds(), TimeUnit.SECONDS) || creation.exitValue() != 0) {
                throw new IOException("the broker cannot be made: " + log);
            }
        }

        void start() throws IOException {
            Path log = log();
            logged = Files.exists(log) ? Files.size(log) : 0;
            process = new ProcessBuilder(instance.resolve("bin/artemis").toString(), "run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        }

        private Path log() {
            return instance.resolve("said.log");
        }

        boolean serves() throws IOException {
            if (process == null || !process.isAlive()) {
                return false;
            }
            byte[] all = Files.readAllBytes(log());
            return SERVES.matcher(new String(all, (int) logged, (int) (all.length - logged), StandardCharsets.UTF_8)).find();
        }

        void kill() throws InterruptedException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    BrokerPair(Path folder, List<String> queues) throws Exception {
        this.folder = Files.createDirectories(folder);
        both.add(new Broker("hoved", Ports.one()));
        both.add(new Broker("reserve", Ports.one()));
        both.get(0).create(both.get(1).port, queues);
        both.get(1).create(both.get(0).port, queues, "--backup");
        for (Broker broker : both) {
            broker.start();
        }
        awaitServing();
    }

    private static Path distribution() {
        return Path.of(System.getProperty("campaign.artemis")).toAbsolutePath();
    }

    /** Of both, so that a client finds the one that serves. */
    String url(String options) {
        return "(tcp://127.0.0.1:%d,tcp://127.0.0.1:%d)?%s".formatted(both.get(0).port, both.get(1).port, options);
    }

    /** kill -9 of the one that serves; it comes back as the other's backup, or takes over again if it is the primary. */
    void killServing() throws Exception {
        for (Broker broker : both) {
            if (broker.serves()) {
                broker.kill();
                broker.start();
                return;
            }
        }
        throw new IllegalStateException("no broker serves");
    }

    private void awaitServing() {
        await("that the broker serves: " + both.get(0).log()).atMost(SERVING).until(both.get(0)::serves);
    }

    @Override
    public void close() throws Exception {
        for (Broker broker : both) {
            broker.kill();
        }
    }
}
