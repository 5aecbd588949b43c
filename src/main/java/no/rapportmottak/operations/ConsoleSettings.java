package no.rapportmottak.operations;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code rapportmottak.console.*}: who may sign in to the console; nobody unless somebody is named. */
@ConfigurationProperties("rapportmottak.console")
public record ConsoleSettings(Map<String, User> users) {

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

    public ConsoleSettings {
        users = users == null ? Map.of() : Map.copyOf(users);
    }
}
