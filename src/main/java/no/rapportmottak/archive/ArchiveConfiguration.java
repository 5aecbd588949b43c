package no.rapportmottak.archive;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveSettings.class)
class ArchiveConfiguration {

    // A String, not a Path: Spring's conversion to Path looks for a relative name on the classpath first.
    @Bean
    Archive archive(@Value("${rapportmottak.data}") String data, ArchiveSettings settings) {
        return new Archive(Path.of(data), settings);
    }
}
