package no.rapportmottak.delivery;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.delivery.BrokerSettings.User;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Who may do what at the embedded broker: the hub everything, a {@code konsument} reads its queues, {@code drift}
 * reads and browses them all. Each user is a role of its own, so that queues are given one by one.
 */
final class BrokerUsers implements ActiveMQSecurityManager {

    /** The hub itself, with a password that nobody knows and that lasts as long as the process. */
    static final String HUB = "hub";

    private static final String BCRYPT = "{bcrypt}";

    private final String hubPassword;
    private final Map<String, User> users;

    BrokerUsers(Map<String, User> users) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.hubPassword = HexFormat.of().formatHex(secret);
        this.users = new HashMap<>(users);
        if (users.containsKey(HUB)) {
            throw new IllegalArgumentException("rapportmottak.broker.users." + HUB + ": the name is the hub's own");
        }
    }

    String hubPassword() {
        return hubPassword;
    }

    /** Adds a user that stands in no configuration. */
    void add(String name, User user) {
        users.put(name, user);
    }

    @Override
    public boolean validateUser(String name, String password) {
        if (name == null || password == null) {
            return false;
        }
        return HUB.equals(name) ? hubPassword.equals(password) : matches(users.get(name), password);
    }

    private static boolean matches(User user, String password) {
        if (user == null || user.password() == null) {
            return false;
        }
        String expected = user.password();
        return expected.startsWith(BCRYPT)
                ? new BCryptPasswordEncoder().matches(password, expected.substring(BCRYPT.length()))
                : expected.equals(password);
    }

    @Override
    public boolean validateUserAndRole(String name, String password, Set<Role> roles, CheckType checkType) {
        return validateUser(name, password)
                && roles.stream().anyMatch(role -> role.getName().equals(name) && checkType.hasRole(role));
    }

    /** The roles at one queue. */
    Set<Role> at(String queue) {
        Set<Role> roles = new HashSet<>();
        roles.add(new Role(HUB, true, true, true, true, true, true, true, true, true, true));
        users.forEach((name, user) -> {
            if (user.role() == BrokerSettings.Role.DRIFT || user.queues().contains(queue)) {
                roles.add(reader(name));
            }
        });
        return roles;
    }

    private static Role reader(String name) {
        return new Role(name, false, true, false, false, false, false, false, true, false, false);
    }
}
