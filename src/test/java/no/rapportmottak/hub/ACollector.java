package no.rapportmottak.hub;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Somebody who takes traces by OTLP over HTTP, and may be away. Fields by their numbers in opentelemetry/proto/trace/v1. */
final class ACollector implements AutoCloseable {

    record Span(String trace, String id, String parent, String name, long began, long ended, Map<String, String> attributes) {}

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    volatile boolean isAway;

    ACollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!isAway) {
            groups(UnknownFieldSet.parseFrom(body), 1)
                    .flatMap(resource -> groups(resource, 2))
                    .flatMap(scope -> groups(scope, 2))
                    .map(ACollector::span)
                    .forEach(spans::add);
        }
        exchange.sendResponseHeaders(isAway ? 400 : 200, -1);
        exchange.close();
    }

    private static Span span(UnknownFieldSet span) {
        Map<String, String> attributes = new TreeMap<>();
        groups(span, 9).forEach(pair -> attributes.put(text(pair, 1), groups(pair, 2).map(ACollector::value).findFirst().orElseThrow()));
        return new Span(hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), time(span, 7), time(span, 8), attributes);
    }

    private static String value(UnknownFieldSet any) {
        return any.hasField(1) ? text(any, 1) : any.getField(3).getVarintList().get(0).toString();
    }

    private static Stream<UnknownFieldSet> groups(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream().map(ACollector::parse);
    }

    private static UnknownFieldSet parse(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    private static String hex(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream().findFirst()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray())).orElse("");
    }

    private static long time(UnknownFieldSet message, int field) {
        return message.getField(field).getFixed64List().get(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
