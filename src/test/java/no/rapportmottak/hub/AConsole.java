package no.rapportmottak.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the console: a browser without JavaScript, and a program with the same password. */
public final class AConsole {

    public static final String PASSWORD = "et-godt-passord";
    /** With a cost that tests can afford. */
    static final String ENCODED = "{bcrypt}$2a$04$dLRHqcQkTj7dbQ3YnwONTuzAok8z9yhWvXDVymqnL/KwEDCVkIT6i";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;
    private final String user;

    public AConsole(int port, String user) {
        this.base = "http://127.0.0.1:" + port;
        this.user = user;
    }

    public AConsole signedIn() throws Exception {
        post("/login", Map.of("username", user, "password", PASSWORD), token("/login"));
        return this;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A form of a page, sent as the browser does. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) throws Exception {
        return post(action, fields, token(page));
    }

    /** @param token null leaves it out */
    public HttpResponse<String> post(String action, Map<String, String> fields, String token) throws Exception {
        String form = fields.entrySet().stream().map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        String body = token == null ? form : form + "&_csrf=" + encode(token);
        return client.send(HttpRequest.newBuilder(URI.create(base + action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The same as a form with files: those whose names end in {@code File} are files. */
    public HttpResponse<String> submitFiles(String page, String action, Map<String, String> fields) throws Exception {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--grense\r\nContent-Disposition: form-data; name=\"").append(name).append('"')
                .append(name.endsWith("File") ? "; filename=\"fil\"" : "").append("\r\n\r\n").append(value).append("\r\n"));
        body.append("--grense\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n").append(token(page)).append("\r\n--grense--\r\n");
        return client.send(HttpRequest.newBuilder(URI.create(base + action))
                .header("Content-Type", "multipart/form-data; boundary=grense")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    String token(String page) throws Exception {
        Matcher token = TOKEN.matcher(get(page).body());
        return token.find() ? token.group(1) : null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    // The same as a program

    public HttpResponse<String> api(String path) throws Exception {
        return HttpClient.newHttpClient().send(asked(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    public JsonNode read(String path) throws Exception {
        return Hub.JSON.readTree(api(path).body());
    }

    public HttpResponse<String> api(String path, String json) throws Exception {
        return HttpClient.newHttpClient().send(asked(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String path) {
        String secret = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(base + "/api" + path)).header("Authorization", "Basic " + secret);
    }
}
