package no.rapportmottak.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Routing;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * In the profile {@code demo}: makes a consumer of the queues and a user of the console, with passwords of their
 * own that are kept under {@code <data>/demo/}. No password stands in the project.
 */
public class DemoEnvironment implements EnvironmentPostProcessor, Ordered {

    static final String PROFILE = "demo";
    static final String CONSUMER = "konsument";
    static final String USER = "demo";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!Arrays.asList(environment.getActiveProfiles()).contains(PROFILE)) {
            return;
        }
        Path folder = folder(Path.of(environment.getRequiredProperty("rapportmottak.data")));
        Path home = Path.of(environment.getRequiredProperty("rapportmottak.home"));
        Set<String> queues = Routing.read(new Home(home).file("config/routing.yaml")).allQueues();
        Map<String, Object> users = new LinkedHashMap<>();
        users.put("rapportmottak.broker.users.konsument.password", password(folder, CONSUMER));
        users.put("rapportmottak.broker.users.konsument.role", "konsument");
        users.put("rapportmottak.broker.users.konsument.queues", String.join(",", queues));
        users.put("rapportmottak.console.users.demo.password",
                "{bcrypt}" + new BCryptPasswordEncoder().encode(password(folder, USER)));
        users.put("rapportmottak.console.users.demo.roles", "lese,drift,godkjenner");
        environment.getPropertySources().addLast(new MapPropertySource("rapportmottak-demo", users));
    }

    static Path folder(Path data) {
        return data.resolve("demo");
    }

    /** The password of a user of the demo; made at the first start, then kept for the owner's eyes alone. */
    static String password(Path folder, String user) {
        Path file = folder.resolve(user + ".password");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                byte[] secret = new byte[15];
                new SecureRandom().nextBytes(secret);
                Files.writeString(file, Base64.getUrlEncoder().encodeToString(secret));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 20;
    }
}
