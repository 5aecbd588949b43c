package no.rapportmottak.delivery;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rapportmottak.broker.*}.
 *
 * @param mode     embedded, or external with url, user and password
 * @param port     of the embedded broker; 0 closes it to the outside
 * @param tls      of the embedded broker's port; null is plain
 * @param users    from outside, by name; without one nobody gets in
 */
@ConfigurationProperties("rapportmottak.broker")
public record BrokerSettings(
        @DefaultValue("embedded") Mode mode,
        String url,
        String user,
        String password,
        @DefaultValue("61616") int port,
        @DefaultValue("127.0.0.1") String address,
        Tls tls,
        Map<String, User> users) {

    /**
     * @param keyStore   PKCS12 with the broker's key and certificate
     * @param trustStore PKCS12 with whoever signs the clients' certificates; with it they need one
     */
    public record Tls(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword) {

        @Override
        public String toString() {
            return "Tls[" + keyStore + " " + trustStore + "]";
        }
    }

    public enum Mode {
        EMBEDDED,
        EXTERNAL
    }

    public enum Role {
        KONSUMENT,
        DRIFT
    }

    /**
     * @param password plain, or {bcrypt}…
     * @param queues   that a konsument may read
     */
    public record User(String password, Role role, List<String> queues) {

        public User {
            queues = queues == null ? List.of() : List.copyOf(queues);
        }

        @Override
        public String toString() {
            return "User[" + role + " " + queues + "]";
        }
    }

    public BrokerSettings {
        users = users == null ? Map.of() : Map.copyOf(users);
    }

    @Override
    public String toString() {
        return "BrokerSettings[" + mode + " " + address + ":" + port + " " + users + "]";
    }
}
