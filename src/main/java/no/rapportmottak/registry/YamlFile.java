package no.rapportmottak.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads a YAML file onto a record; a mistake says the file, the line, the key and what was expected. */
public final class YamlFile {

    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private YamlFile() {}

    /**
     * A file that holds nothing but comments is one that leaves everything out.
     *
     * @throws ConfigurationMistake when the file is missing or cannot be read as such a record
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            String text = Files.readString(file);
            return MAPPER.readValue(MAPPER.readTree(text).isMissingNode() ? "{}" : text, type);
        } catch (JsonProcessingException e) {
            throw mistake(file, e);
        } catch (IOException e) {
            throw new ConfigurationMistake(file.toString(), "the file", "cannot be read (" + e + ")");
        }
    }

    private static ConfigurationMistake mistake(Path file, JsonProcessingException e) {
        String line = e.getLocation() == null ? "?" : String.valueOf(e.getLocation().getLineNr());
        return new ConfigurationMistake(file.toString(), "line " + line + keyOf(e), expectation(e));
    }

    private static String keyOf(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return ", key " + mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String expectation(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key; expected one of " + unknown.getKnownPropertyIds();
        }
        return e.getOriginalMessage();
    }
}
