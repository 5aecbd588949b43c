package no.rapportmottak.console;

import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who gets to see and do what over HTTP. A setting that would open the hub to the network stops the start-up. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Everything comes from the hub itself; nothing stands inside a page that could run or style it. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String READ = Role.LESE.word();
    private static final String OPERATE = Role.DRIFT.word();
    private static final String APPROVE = Role.GODKJENNER.word();

    /** Health and metrics: free on loopback, elsewhere for those who can sign in. */
    @Bean
    @Order(1)
    SecurityFilterChain observation(
            HttpSecurity http,
            ConsoleSettings console,
            SignInThrottle throttle,
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
                .addFilterBefore(throttle.filter(), LogoutFilter.class)
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    private static boolean isLoopback(String address) throws UnknownHostException {
        return InetAddress.getByName(address).isLoopbackAddress();
    }

    /**
     * For programs: the password with each request, no session. It never asks a browser for a password and takes no
     * cookie, so no page elsewhere can make a browser act here.
     */
    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, SignInThrottle throttle) throws Exception {
        return http.securityMatcher("/api/**")
                .addFilterBefore(throttle.filter(), LogoutFilter.class)
                .authorizeHttpRequests(requests -> authorise(requests, "/api"))
                .httpBasic(basic -> basic.authenticationEntryPoint(
                        (request, response, e) -> response.sendError(HttpServletResponse.SC_UNAUTHORIZED)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .headers(SecurityConfiguration::secure)
                .build();
    }

    /** For people: a sign-in, then a session. */
    @Bean
    @Order(3)
    SecurityFilterChain people(
            HttpSecurity http,
            SignInThrottle throttle,
            ObjectProvider<ClientRegistrationRepository> elsewhere,
            OidcRoles oidcRoles)
            throws Exception {
        http.addFilterBefore(throttle.filter(), LogoutFilter.class);
        http.authorizeHttpRequests(requests -> authorise(
                        requests.requestMatchers("/login", "/console/**", "/webjars/**", "/error").permitAll(), ""))
                .formLogin(form -> form.loginPage("/login"))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                .headers(SecurityConfiguration::secure);
        if (elsewhere.getIfAvailable() != null) {
            http.oauth2Login(oidc -> oidc.loginPage("/login").userInfoEndpoint(user -> user.userAuthoritiesMapper(oidcRoles)));
        }
        return http.build();
    }

    private static void authorise(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests, String prefix) {
        requests.requestMatchers(HttpMethod.POST, prefix + "/dead-letters/**", prefix + "/senders/**").hasAuthority(OPERATE)
                .requestMatchers(HttpMethod.POST, prefix + "/quarantine/**").hasAuthority(APPROVE)
                .requestMatchers(HttpMethod.POST, prefix + "/receipt-check").hasAuthority(READ)
                .requestMatchers(HttpMethod.GET).hasAuthority(READ)
                .anyRequest().denyAll();
    }

    private static void secure(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
    }

    @Bean
    OidcRoles oidcRoles(ConsoleSettings console) {
        return new OidcRoles(console.oidc());
    }

    /** Beyond loopback the session's cookie travels by TLS only, here or at a proxy in front. */
    @Bean
    ServletContextInitializer secureCookie(@Value("${server.address}") String address) throws UnknownHostException {
        boolean beyond = !isLoopback(address);
        return context -> {
            if (beyond) {
                context.getSessionCookieConfig().setSecure(true);
            }
        };
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
        return User.withUsername(entry.getKey())
                .password(password)
                .authorities(authorities(entry.getValue().roles(), place).toArray(String[]::new))
                .build();
    }

    private static Set<String> authorities(List<String> roles, String place) {
        Set<String> authorities = new LinkedHashSet<>();
        for (String word : roles) {
            authorities.addAll(Role.of(word)
                    .orElseThrow(() -> new ConfigurationMistake(place + ".roles: expected lese, drift or godkjenner"))
                    .authorities());
        }
        return authorities;
    }
}
