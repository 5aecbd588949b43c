package no.rapportmottak.archive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the head of every package says of the archive itself, by Noark's names.
 *
 * @param arkivskaper the body whose archive this is; also the bag's {@code Source-Organization}
 * @param system      the system that the archive message comes from
 * @param arkivdel    the part of the archive that the reports belong to
 */
@ConfigurationProperties("rapportmottak.archive")
public record ArchiveSettings(
        @DefaultValue("Helse- og omsorgsdepartementet") String arkivskaper,
        @DefaultValue("Rapportmottak") String system,
        @DefaultValue("Rapporter") String arkivdel) {

    public ArchiveSettings {
        requireOneLine("arkivskaper", arkivskaper);
        requireOneLine("system", system);
        requireOneLine("arkivdel", arkivdel);
    }

    private static void requireOneLine(String key, String value) {
        if (value == null || value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("rapportmottak.archive." + key + ": write a name on one line");
        }
    }
}
