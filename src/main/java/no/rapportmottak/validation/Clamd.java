package no.rapportmottak.validation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * ClamAV's daemon, by its own protocol: one connection for each file, which is streamed in chunks ({@code INSTREAM}), so
 * the daemon needs no right to our files. Whatever does not come to an answer in time is an {@link IOException}.
 */
final class Clamd implements Closeable {

    /** Far below any limit that the daemon has for a chunk. */
    static final int CHUNK = 64 * 1024;

    private static final String UNIX = "unix:";
    private static final Duration PING = Duration.ofSeconds(5);
    private static final byte[] HARMLESS = "harmless".getBytes(StandardCharsets.US_ASCII);
    private static final String FOUND = " FOUND";

    private final SocketAddress address;
    private final Duration deadline;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(daemon());

    /**
     * @param address  {@code unix:/run/clamav/clamd.ctl} or {@code host:port}
     * @param deadline for a whole file
     * @throws ConfigurationMistake when the address is neither
     */
    Clamd(String address, Duration deadline) {
        this.address = parse(address);
        this.deadline = deadline;
    }

    private static SocketAddress parse(String address) {
        if (address.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(address.substring(UNIX.length()));
        }
        if (!address.matches("[^:/]+:[0-9]{1,5}")) {
            throw new ConfigurationMistake("rapportmottak.malware.clamd", address, "expected host:port or unix:/path");
        }
        String[] parts = address.split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    private static CustomizableThreadFactory daemon() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("clamd-");
        threads.setDaemon(true);
        return threads;
    }

    /** @throws IOException when it does not answer as it should */
    void ping() throws IOException {
        String answer = talk(PING, line -> write(line, "zPING"));
        if (!answer.equals("PONG")) {
            throw new IOException("clamd answered " + answer);
        }
    }

    /** @throws IOException when it does not find a harmless text harmless: more than its listener has to work for that */
    void probe() throws IOException {
        String answer = talk(PING, line -> stream(line, new ByteArrayInputStream(HARMLESS)));
        if (!answer.equals("stream: OK")) {
            throw new IOException("clamd answered " + answer);
        }
    }

    /**
     * The name of the malware in a file; empty when there is none.
     *
     * @throws IOException           when it is away, or did not say: try again
     * @throws IllegalStateException when it says that it takes no file that long, which waiting does not mend
     */
    Optional<String> scan(Path file) throws IOException {
        String answer = talk(deadline, line -> stream(line, file)).replaceFirst("^stream: ", "");
        if (answer.equals("OK")) {
            return Optional.empty();
        }
        if (answer.endsWith(FOUND)) {
            return Optional.of(answer.substring(0, answer.length() - FOUND.length()));
        }
        if (answer.contains("size limit exceeded")) {
            throw new IllegalStateException("clamd: " + answer + "; raise its StreamMaxLength above rapportmottak.limits.file-size");
        }
        throw new IOException("clamd answered " + (answer.isEmpty() ? "nothing" : answer));
    }

    private interface Request {
        void send(SocketChannel line) throws IOException;
    }

    private String talk(Duration within, Request request) throws IOException {
        StandardProtocolFamily family = address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : null;
        try (SocketChannel line = family == null ? SocketChannel.open() : SocketChannel.open(family)) {
            // A blocking channel has no time-out; one that is closed ends whatever waits for it.
            var late = deadlines.schedule(() -> close(line), within.toMillis(), TimeUnit.MILLISECONDS);
            try {
                line.connect(resolved());
                return exchange(line, request);
            } catch (AsynchronousCloseException e) {
                throw new IOException("clamd gave no answer within " + within.toMillis() + " ms", e);
            } finally {
                late.cancel(false);
            }
        }
    }

    /** Names are asked for each time, since containers move. */
    private SocketAddress resolved() throws IOException {
        if (address instanceof InetSocketAddress inet) {
            InetSocketAddress now = new InetSocketAddress(inet.getHostString(), inet.getPort());
            if (now.isUnresolved()) {
                throw new IOException("the host of clamd is unknown: " + inet.getHostString());
            }
            return now;
        }
        return address;
    }

    /** It may say no before it has read everything, and then closes: its answer counts more than our failure to write. */
    private static String exchange(SocketChannel line, Request request) throws IOException {
        IOException cut = null;
        try {
            request.send(line);
        } catch (AsynchronousCloseException e) {
            throw e;
        } catch (IOException e) {
            cut = e;
        }
        try {
            String answer = answer(line);
            if (!answer.isEmpty() || cut == null) {
                return answer;
            }
        } catch (AsynchronousCloseException e) {
            throw e;
        } catch (IOException e) {
            cut = cut == null ? e : cut;
        }
        throw cut;
    }

    private static void stream(SocketChannel line, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            stream(line, in);
        }
    }

    private static void stream(SocketChannel line, InputStream in) throws IOException {
        write(line, "zINSTREAM");
        byte[] chunk = new byte[CHUNK];
        for (int n = in.readNBytes(chunk, 0, CHUNK); n > 0; n = in.readNBytes(chunk, 0, CHUNK)) {
            write(line, ByteBuffer.allocate(Integer.BYTES).putInt(n).flip());
            write(line, ByteBuffer.wrap(chunk, 0, n));
        }
        write(line, ByteBuffer.allocate(Integer.BYTES));
    }

    private static void write(SocketChannel line, String command) throws IOException {
        write(line, ByteBuffer.wrap((command + "\0").getBytes(StandardCharsets.US_ASCII)));
    }

    private static void write(SocketChannel line, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            line.write(bytes);
        }
    }

    private static String answer(SocketChannel line) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (line.read(buffer) >= 0 && answer.size() < 4096) {
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return answer.toString(StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static void close(SocketChannel line) {
        try {
            line.close();
        } catch (IOException e) {
            // nobody waits for it any more
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
