package no.rapportmottak.operations;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import no.rapportmottak.registry.Home;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code rapportmottak.home} and {@code rapportmottak.data} absolute, since the database's URL wants that,
 * and says which route files Camel loads. Runs after the configuration files are read.
 */
public class HomeEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path home = Path.of(environment.getProperty("rapportmottak.home", "")).toAbsolutePath().normalize();
        Path data = Path.of(environment.getProperty("rapportmottak.data", home.resolve("data").toString()));
        Map<String, Object> absolute = new HashMap<>();
        absolute.put("rapportmottak.home", home.toString());
        absolute.put("rapportmottak.data", data.toAbsolutePath().normalize().toString());
        if (!environment.containsProperty("camel.main.routes-include-pattern")) {
            absolute.put("camel.main.routes-include-pattern", new Home(home).routesPattern());
        }
        environment.getPropertySources().addFirst(new MapPropertySource("rapportmottak-home", absolute));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }
}
