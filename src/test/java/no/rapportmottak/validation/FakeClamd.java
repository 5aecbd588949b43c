package no.rapportmottak.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Speaks as clamd does: takes a stream in chunks, finds EICAR's test file in it, or answers as it is told. */
public final class FakeClamd implements AutoCloseable {

    /** EICAR's test file, in two parts so that no scanner takes the test for it. */
    public static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final SocketAddress address;
    private final List<SocketChannel> lines = new CopyOnWriteArrayList<>();
    /** What was streamed, and in chunks of what sizes. */
    final List<byte[]> streamed = new CopyOnWriteArrayList<>();
    final List<Integer> chunks = new CopyOnWriteArrayList<>();
    /** What it says of a file; null says nothing and leaves the line open. */
    volatile Function<byte[], String> answer = FakeClamd::judge;
    /** After so many bytes it says no and closes, whatever is still to come. */
    volatile int limit = Integer.MAX_VALUE;
    private ServerSocketChannel server;

    public FakeClamd(SocketAddress address) throws IOException {
        this.address = address;
        comeBack();
    }

    static FakeClamd onTcp() throws IOException {
        return new FakeClamd(new InetSocketAddress("127.0.0.1", 0));
    }

    private static String judge(byte[] content) {
        return new String(content, UTF_8).contains(EICAR) ? "stream: Eicar-Signature FOUND" : "stream: OK";
    }

    String setting() throws IOException {
        return server.getLocalAddress() instanceof UnixDomainSocketAddress unix ? "unix:" + unix.getPath()
                : "127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    public void goAway() throws IOException {
        server.close();
        for (SocketChannel line : lines) {
            line.close();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }

    public void comeBack() throws IOException {
        server = address instanceof UnixDomainSocketAddress ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        server.bind(address);
        ServerSocketChannel open = server;
        thread(() -> accept(open));
    }

    private void accept(ServerSocketChannel open) throws IOException {
        while (true) {
            SocketChannel line = open.accept();
            lines.add(line);
            thread(() -> serve(line));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other end has gone, or we have
            }
        }, "fake-clamd");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(SocketChannel line) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(line));
        String command = command(in);
        String said = command.equals("zPING") ? "PONG" : command.equals("zINSTREAM") ? stream(in) : "UNKNOWN COMMAND";
        if (said != null) {
            OutputStream out = Channels.newOutputStream(line);
            out.write((said + "\0").getBytes(UTF_8));
            line.close();
        }
    }

    private static String command(DataInputStream in) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int c = in.read(); c > 0; c = in.read()) {
            command.append((char) c);
        }
        return command.toString();
    }

    private String stream(DataInputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Integer> sizes = new ArrayList<>();
        for (int size = in.readInt(); size > 0; size = in.readInt()) {
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException();
            }
            sizes.add(size);
            all.write(chunk);
            if (all.size() > limit) {
                return "INSTREAM size limit exceeded. ERROR";
            }
        }
        streamed.add(all.toByteArray());
        chunks.addAll(sizes);
        return answer.apply(all.toByteArray());
    }

    @Override
    public void close() throws IOException {
        goAway();
    }
}
