package no.rapportmottak.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Two receivers of webhooks: {@code /god} takes everything, {@code /rar} has moods. */
final class Listener implements AutoCloseable {

    enum Mood {
        TAKES,
        HANGS_UP,
        SLOW,
        BROKEN,
        BUSY,
        GONE,
        REDIRECTS,
        TRICKLES
    }

    private static final long SLOW_MILLIS = 4_000;

    private final HttpServer server;
    private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.TAKES;

    Listener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "campaign-listener");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void become(Mood now) {
        mood = now;
    }

    /** The different ids of what a receiver has taken. */
    Set<String> taken(String receiver) {
        return taken.computeIfAbsent(receiver, none -> ConcurrentHashMap.newKeySet());
    }

    private void answer(HttpExchange request) throws IOException {
        String receiver = request.getRequestURI().getPath().substring(1);
        new ObjectMapper().readTree(request.getRequestBody().readAllBytes());
        Mood now = receiver.equals("god") ? Mood.TAKES : mood;
        try (request) {
            switch (now) {
                case TAKES -> take(receiver, request);
                case HANGS_UP -> { }
                case SLOW -> {
                    Thread.sleep(SLOW_MILLIS);
                    take(receiver, request);
                }
                case BROKEN -> request.sendResponseHeaders(500, -1);
                case BUSY -> {
                    request.getResponseHeaders().set("Retry-After", "2");
                    request.sendResponseHeaders(429, -1);
                }
                case GONE -> request.sendResponseHeaders(410, -1);
                case REDIRECTS -> {
                    request.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/god");
                    request.sendResponseHeaders(302, -1);
                }
                case TRICKLES -> trickle(request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String receiver, HttpExchange request) throws IOException {
        taken(receiver).add(request.getRequestHeaders().getFirst("webhook-id"));
        request.sendResponseHeaders(204, -1);
    }

    private static void trickle(HttpExchange request) throws IOException, InterruptedException {
        request.sendResponseHeaders(500, 60);
        for (int i = 0; i < 60; i++) {
            request.getResponseBody().write('.');
            request.getResponseBody().flush();
            Thread.sleep(300);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
