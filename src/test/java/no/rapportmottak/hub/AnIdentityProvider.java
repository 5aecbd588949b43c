package no.rapportmottak.hub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Where people sign in elsewhere: gives an identity token with the claims that a test wants. */
final class AnIdentityProvider implements AutoCloseable {

    static final String CLIENT = "rapportmottak";
    private final HttpServer server;
    private final RSAKey key;
    private final String issuer;
    private JWTClaimsSet claims;

    AnIdentityProvider(int port) throws Exception {
        issuer = "http://127.0.0.1:" + port;
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/jwks", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", exchange -> answer(exchange, """
                {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": "%s"}""".formatted(token(claims))));
        server.start();
    }

    static Map<String, Object> settings(int port) {
        String at = "http://127.0.0.1:" + port;
        return Map.of(
                "spring.security.oauth2.client.registration.prove.client-id", CLIENT,
                "spring.security.oauth2.client.registration.prove.client-secret", "hemmelig",
                "spring.security.oauth2.client.registration.prove.scope", "openid",
                "spring.security.oauth2.client.registration.prove.client-name", "Prøveporten",
                "spring.security.oauth2.client.registration.prove.authorization-grant-type", "authorization_code",
                "spring.security.oauth2.client.registration.prove.redirect-uri", "{baseUrl}/login/oauth2/code/{registrationId}",
                "spring.security.oauth2.client.provider.prove.authorization-uri", at + "/authorize",
                "spring.security.oauth2.client.provider.prove.token-uri", at + "/token",
                "spring.security.oauth2.client.provider.prove.jwk-set-uri", at + "/jwks",
                "identity-provider.port", port);
    }

    /** The next token says this of the person. */
    void says(String subject, String nonce, String claim, Object value) {
        Instant now = Instant.now();
        claims = new JWTClaimsSet.Builder().issuer(issuer).subject(subject).audience(CLIENT).claim("nonce", nonce).claim(claim, value)
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60))).build();
    }

    private String token(JWTClaimsSet said) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), said);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
