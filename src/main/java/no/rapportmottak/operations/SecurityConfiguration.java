package no.rapportmottak.operations;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who gets to see what over HTTP. A setting that would open the hub to the network stops the start-up. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Set<String> ROLES = Set.of("lese", "drift", "godkjenner");

    /** Health and metrics: free on loopback, elsewhere for those who can sign in. */
    @Bean
    @Order(1)
    SecurityFilterChain observation(
            HttpSecurity http,
            ConsoleSettings console,
            @Value("${management.server.address}") String address,
            @Value("${management.server.ssl.enabled:${server.ssl.enabled:false}}") boolean tls)
            throws Exception {
        http.securityMatcher(EndpointRequest.toAnyEndpoint());
        if (isLoopback(address) || tls) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
        }
        if (console.users().isEmpty()) {
            throw new ConfigurationMistake("management.server.address " + address
                    + " is not loopback: expected TLS (management.server.ssl.*) or a user (rapportmottak.console.users)");
        }
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    private static boolean isLoopback(String address) throws UnknownHostException {
        return InetAddress.getByName(address).isLoopbackAddress();
    }

    /** Everything else wants a sign-in. */
    @Bean
    @Order(2)
    SecurityFilterChain signIn(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .logout(Customizer.withDefaults())
                .build();
    }

    @Bean
    UserDetailsService users(ConsoleSettings console) {
        List<UserDetails> users = console.users().entrySet().stream().map(SecurityConfiguration::user).toList();
        return new InMemoryUserDetailsManager(users);
    }

    private static UserDetails user(Map.Entry<String, ConsoleSettings.User> entry) {
        String place = "rapportmottak.console.users." + entry.getKey();
        String password = entry.getValue().password();
        if (password == null || !password.startsWith("{") || password.startsWith("{noop}")) {
            throw new ConfigurationMistake(place + ".password: expected an encoded password, {bcrypt}…");
        }
        if (!ROLES.containsAll(entry.getValue().roles())) {
            throw new ConfigurationMistake(place + ".roles: expected lese, drift or godkjenner");
        }
        return User.withUsername(entry.getKey())
                .password(password)
                .authorities(entry.getValue().roles().toArray(String[]::new))
                .build();
    }
}
