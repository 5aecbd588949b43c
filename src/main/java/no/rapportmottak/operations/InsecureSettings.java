package no.rapportmottak.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/**
 * Settings that would leave the hub open to others. They stop the start, all named at once with what to write instead;
 * the profile {@value #DEMO} alone lets them pass, with a warning each.
 */
final class InsecureSettings {

    static final String DEMO = "i-know-this-is-a-demo";

    private static final Logger LOG = LoggerFactory.getLogger(InsecureSettings.class);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
    /** What stands in manuals, and so in every list of those who try. */
    private static final Set<String> DEFAULTS = Set.of(
            "", "admin", "artemis", "changeme", "change-me", "guest", "password", "passord", "secret");
    private static final List<String> KEY_FILES = List.of(
            "rapportmottak.sftp.host-key", "rapportmottak.broker.tls.key-store", "server.ssl.key-store",
            "server.ssl.certificate-private-key", "management.server.ssl.key-store",
            "management.server.ssl.certificate-private-key");

    /** A database that is reached by the network, and its host; several are tried in turn, of which the first stands for all. */
    private static final Pattern SERVER = Pattern.compile("jdbc:(?:postgresql|h2:tcp|h2:ssl)://(\\[[^]]+]|[^:/,?]+).*");

    /** Not private: the binder would pass over its constructor. */
    record User(String password) {}

    private final Environment settings;
    private final List<String> found = new ArrayList<>();

    private InsecureSettings(Environment settings) {
        this.settings = settings;
    }

    /** @throws ConfigurationMistake that names each of them */
    static void refuse(Environment settings) {
        List<String> found = new InsecureSettings(settings).look();
        if (found.isEmpty()) {
            return;
        }
        if (settings.acceptsProfiles(Profiles.of(DEMO))) {
            found.forEach(each -> LOG.warn("insecure, and only for a demo: {}", each));
            return;
        }
        throw new ConfigurationMistake("the settings would leave the hub open to others:\n- " + String.join("\n- ", found)
                + "\n(the profile " + DEMO + " would let this pass)");
    }

    private List<String> look() {
        keys();
        brokerUsers();
        consoleUsers();
        externalBroker();
        externalDatabase();
        binds();
        return found;
    }

    private void require(boolean holds, String place, String expected) {
        if (!holds) {
            found.add(place + ": expected " + expected);
        }
    }

    private void keys() {
        KEY_FILES.stream().map(settings::getProperty).filter(Objects::nonNull)
                .map(file -> Path.of(file.replaceFirst("^file:", "")))
                .forEach(this::key);
        Path data = Path.of(settings.getRequiredProperty("rapportmottak.data"));
        for (String folder : List.of("keys", "demo")) {
            try (Stream<Path> files = Files.isDirectory(data.resolve(folder)) ? Files.walk(data.resolve(folder)) : Stream.empty()) {
                files.filter(file -> !isPublished(file)).forEach(this::key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isPublished(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") || name.endsWith(".pub");
    }

    private void key(Path file) {
        try {
            if (Files.isRegularFile(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
                open.retainAll(Files.getPosixFilePermissions(file));
                require(open.isEmpty(), "the private key " + file, "to be readable for its owner alone: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void brokerUsers() {
        boolean local = bindsToLoopback("rapportmottak.broker.address");
        users("rapportmottak.broker.users").forEach((name, user) -> {
            boolean encoded = user.password() != null && user.password().startsWith("{");
            String known = local ? "" : name;
            require(encoded ? !hidesDefault(known, user.password()) : !isDefault(known, user.password()),
                    "rapportmottak.broker.users." + name + ".password", "one that cannot be guessed, plain or {bcrypt}…");
        });
    }

    private void consoleUsers() {
        boolean local = bindsToLoopback("server.address");
        users("rapportmottak.console.users").forEach((name, user) ->
                require(user.password() == null || !user.password().startsWith("{")
                                || !hidesDefault(local ? "" : name, user.password()),
                        "rapportmottak.console.users." + name + ".password", "one that cannot be guessed, as {bcrypt}…"));
    }

    private Map<String, User> users(String place) {
        return Binder.get(settings).bind(place, Bindable.mapOf(String.class, User.class)).orElse(Map.of());
    }

    /** @param name that the password must not be; empty on a machine's own address, where nobody from outside tries it */
    private static boolean isDefault(String name, String password) {
        return password == null || password.equals(name) || DEFAULTS.contains(password.toLowerCase(Locale.ROOT));
    }

    /** An encoded password can only be tried: the likeliest, since each try is meant to be slow. */
    private static boolean hidesDefault(String name, String encoded) {
        return Stream.of("", name, "admin", "password").anyMatch(guess -> matches(guess, encoded));
    }

    private static boolean matches(String guess, String encoded) {
        try {
            return PasswordEncoderFactories.createDelegatingPasswordEncoder().matches(guess, encoded);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void externalBroker() {
        if ("external".equalsIgnoreCase(settings.getProperty("rapportmottak.broker.mode"))) {
            String user = settings.getProperty("rapportmottak.broker.user", "");
            require(!user.isBlank(), "rapportmottak.broker.user", "a user of that broker: it must let nobody in without one");
            require(user.isBlank() || !isDefault(user, settings.getProperty("rapportmottak.broker.password")),
                    "rapportmottak.broker.password", "one that cannot be guessed");
        }
    }

    /** One on this machine may know its user otherwise; one elsewhere has to ask for something, which may be a certificate. */
    private void externalDatabase() {
        String url = settings.getProperty("spring.datasource.url", "");
        Matcher server = SERVER.matcher(url);
        if (server.matches() && !url.contains("sslcert=") && !isLoopback(server.group(1)).orElse(false)) {
            String user = settings.getProperty("spring.datasource.username", "");
            require(!isDefault(user, settings.getProperty("spring.datasource.password")),
                    "spring.datasource.password", "one that cannot be guessed, or a certificate (sslcert in the URL)");
        }
    }

    private void binds() {
        boolean proxied = !settings.getProperty("server.forward-headers-strategy", "none").equalsIgnoreCase("none");
        require(bindsToLoopback("server.address") || proxied || hasTls("server"),
                "server.address " + settings.getProperty("server.address"),
                "127.0.0.1, or TLS (server.ssl.*), or a proxy in front that has it (server.forward-headers-strategy: framework)");
        boolean closed = "0".equals(settings.getProperty("rapportmottak.broker.port"))
                || "external".equalsIgnoreCase(settings.getProperty("rapportmottak.broker.mode"));
        require(closed || bindsToLoopback("rapportmottak.broker.address") || settings.containsProperty("rapportmottak.broker.tls.key-store"),
                "rapportmottak.broker.address " + settings.getProperty("rapportmottak.broker.address"),
                "127.0.0.1, or TLS (rapportmottak.broker.tls.key-store and .key-store-password)");
    }

    private boolean hasTls(String prefix) {
        return settings.getProperty(prefix + ".ssl.enabled", Boolean.class, true)
                && Stream.of("key-store", "certificate", "bundle").anyMatch(key -> settings.containsProperty(prefix + ".ssl." + key));
    }

    private boolean bindsToLoopback(String setting) {
        String address = settings.getProperty(setting, "127.0.0.1");
        return isLoopback(address).orElseThrow(() ->
                new ConfigurationMistake(setting + ": expected an address of this machine, not " + address));
    }

    /** Empty for a name that nobody knows. */
    private static Optional<Boolean> isLoopback(String host) {
        try {
            return Optional.of(InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
