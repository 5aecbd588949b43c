package no.rapportmottak.registry;

/** Something under {@code config/} or {@code schemas/} cannot be used; says the file, the place and what to write. */
public class ConfigurationMistake extends RuntimeException {

    public ConfigurationMistake(String file, String place, String expected) {
        super("%s, %s: %s".formatted(file, place, expected));
    }

    public ConfigurationMistake(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
