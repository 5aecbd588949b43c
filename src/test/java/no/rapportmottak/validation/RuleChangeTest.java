package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.validation.RuleChange.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs between two versions of the rules. */
class RuleChangeTest {

    @TempDir
    Path before;

    @TempDir
    Path after;

    private static void rules(Path schemas, String... rules) throws IOException {
        Path folder = Files.createDirectories(schemas.resolve("rapport/v1"));
        Files.writeString(folder.resolve("rules.yaml"), "version: \"1\"\nrules:\n" + String.join("", rules));
    }

    private static String rule(String code, String severity, String valid, String words) {
        return """
                  - {code: %s, severity: %s, valid: "%s", path: "", text: {nb: %s, nn: %s, en: %s}, advice: {nb: a, nn: a, en: a}}
                """.formatted(code, severity, valid, words, words, words);
    }

    @Test
    void isNamedByItsKind() throws Exception {
        rules(before, rule("AAA-001", "FEIL", "true", "a"), rule("AAA-002", "FEIL", "true", "a"),
                rule("AAA-003", "FEIL", "true", "a"), rule("AAA-004", "FEIL", "true", "a"),
                rule("AAA-005", "FEIL", "true", "a"));
        rules(after, rule("AAA-001", "FEIL", "true", "a"), rule("AAA-002", "ADVARSEL", "true", "a"),
                rule("AAA-003", "FEIL", "false", "b"), rule("AAA-004", "FEIL", "true", "b"),
                rule("AAA-006", "FEIL", "true", "a"));

        List<RuleChange> changes = RuleChange.between(before, after);

        assertThat(changes).extracting(RuleChange::code).containsExactly("AAA-002", "AAA-003", "AAA-004", "AAA-005", "AAA-006");
        assertThat(changes).extracting(change -> List.copyOf(change.kinds())).containsExactly(
                List.of(Kind.SEVERITY), List.of(Kind.CONDITION, Kind.REWORDED), List.of(Kind.REWORDED),
                List.of(Kind.REMOVED), List.of(Kind.ADDED));
    }

    @Test
    void isNoneBetweenTheSame() {
        assertThat(RuleChange.between(Path.of("schemas"), Path.of("schemas"))).isEmpty();
    }

    @Test
    void needsAFolderWithRules() {
        assertThatThrownBy(() -> RuleChange.between(before, Path.of("schemas")))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining(before.toString());
    }
}
