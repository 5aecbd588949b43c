package no.rapportmottak.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that takes mails, refuses everybody, or tells each mail to come again first. */
final class Postbox implements AutoCloseable {

    enum Mood {
        TAKES,
        REFUSES,
        GREYLISTS
    }

    private final ServerSocket entrance;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.TAKES;

    Postbox() {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void become(Mood now) {
        mood = now;
    }

    /** How many different mails it has. */
    int mails() {
        return taken.size();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                thread(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client; BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            say(out, mood == Mood.REFUSES ? "421 not now" : "220 postbox");
            for (String line = in.readLine(); line != null && mood != Mood.REFUSES; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
                if (verb.equals("DATA")) {
                    say(out, "354 go on");
                    say(out, take(id(in)) ? "250 taken" : "451 come again");
                } else {
                    say(out, verb.equals("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private boolean take(String id) {
        boolean first = seen.add(id);
        return !(first && mood == Mood.GREYLISTS) && (taken.add(id) || true);
    }

    private static String id(BufferedReader in) throws IOException {
        String id = "";
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            id = line.toLowerCase().startsWith("message-id:") ? line.substring(11).strip() : id;
        }
        return id;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "campaign-postbox");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
