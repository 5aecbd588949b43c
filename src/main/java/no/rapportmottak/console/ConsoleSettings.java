package no.rapportmottak.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code rapportmottak.console.*}: who may sign in; nobody unless somebody is named here or by OIDC. */
@ConfigurationProperties("rapportmottak.console")
public record ConsoleSettings(Map<String, User> users, Oidc oidc, SignIn signIn) {

    /**
     * @param password encoded, {bcrypt}…
     * @param roles    of lese, drift, godkjenner
     */
    public record User(String password, List<String> roles) {

        public User {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }

        @Override
        public String toString() {
            return "User" + roles;
        }
    }

    /**
     * What a person may do who signed in elsewhere ({@code spring.security.oauth2.client.*}).
     *
     * @param claim of the identity token that names roles or groups: a text or a list
     * @param roles by a value of the claim; without any the claim's values are roles themselves
     */
    public record Oidc(String claim, Map<String, String> roles) {

        public Oidc {
            claim = claim == null ? "roles" : claim;
            roles = roles == null ? Map.of() : Map.copyOf(roles);
        }
    }

    /**
     * @param failures  to sign in from one address, after which it may not try
     * @param forgotten after which one of these counts no longer
     */
    public record SignIn(Integer failures, Duration forgotten) {

        public SignIn {
            failures = failures == null ? 20 : failures;
            forgotten = forgotten == null ? Duration.ofMinutes(1) : forgotten;
        }
    }

    public ConsoleSettings {
        users = users == null ? Map.of() : Map.copyOf(users);
        oidc = oidc == null ? new Oidc(null, null) : oidc;
        signIn = signIn == null ? new SignIn(null, null) : signIn;
    }
}
