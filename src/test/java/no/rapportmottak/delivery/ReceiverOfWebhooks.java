package no.rapportmottak.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTP server: each path is an endpoint, answers as it was told to and keeps what it got. */
final class ReceiverOfWebhooks implements AutoCloseable {

    /** What one request was. */
    record Call(String method, Map<String, List<String>> headers, String body, Instant at) {

        String header(String name) {
            return HttpHeaders.of(headers, (a, b) -> true).firstValue(name).orElse(null);
        }

        /** The body, if it was signed with the secret. */
        void verify(String secret) throws WebhookVerificationException {
            new Webhook(secret).verify(body, HttpHeaders.of(headers, (a, b) -> true).map());
        }
    }

    /** Answers the n-th request, from 0. */
    interface Answer {
        void to(int n, HttpExchange request) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final Map<String, List<Call>> calls = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    ReceiverOfWebhooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** A path that answers with these, one after the other, and with the last from then on. */
    void answers(String path, Integer... statuses) {
        answers(path, (n, request) -> request.sendResponseHeaders(statuses[Math.min(n, statuses.length - 1)], -1));
    }

    void answers(String path, Answer answer) {
        answers.put("/" + path, answer);
    }

    List<Call> calls(String path) {
        return calls.computeIfAbsent("/" + path, none -> new CopyOnWriteArrayList<>());
    }

    private void handle(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        List<Call> known = calls(path.substring(1));
        int n = known.size();
        known.add(new Call(
                request.getRequestMethod(), Map.copyOf(request.getRequestHeaders()),
                new String(request.getRequestBody().readAllBytes(), UTF_8), Instant.now()));
        try (request) {
            answers.getOrDefault(path, (any, r) -> r.sendResponseHeaders(204, -1)).to(n, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
