package no.rapportmottak.operations;

import java.io.IOException;
import no.rapportmottak.trust.KeyRing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys, for everybody and without a sign-in: who checks a receipt need not be known to the hub. */
@RestController
class PublishedKeys {

    private static final String ADDRESS = "/.well-known/jwks.json";

    private final KeyRing keys;

    PublishedKeys(KeyRing keys) {
        this.keys = keys;
    }

    @GetMapping(path = ADDRESS, produces = MediaType.APPLICATION_JSON_VALUE)
    String jwks() throws IOException {
        return keys.jwks();
    }

    @Configuration(proxyBeanMethods = false)
    static class Access {

        @Bean
        @Order(0)
        SecurityFilterChain publicKeys(HttpSecurity http) throws Exception {
            return http.securityMatcher(ADDRESS)
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .csrf(CsrfConfigurer::disable)
                    .build();
        }
    }
}
