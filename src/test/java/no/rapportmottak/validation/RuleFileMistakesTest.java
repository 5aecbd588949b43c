package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import no.rapportmottak.registry.ConfigurationMistake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a rules.yaml stops the start-up with the file, the rule and what was expected. */
class RuleFileMistakesTest {

    @TempDir
    Path schemas;

    private SomeRules rules;

    @BeforeEach
    void none() throws Exception {
        rules = new SomeRules(schemas);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
        "code: tsr-1, severity: FEIL, valid: 'true', text: {nb: a}           # rule tsr-1   # expected a code as TSR-001",
        "severity: FEIL, valid: 'true', text: {nb: a}                        # rule null    # expected a code as TSR-001",
        "code: TSR-001, valid: 'true', text: {nb: a}                         # rule TSR-001 # expected severity",
        "code: TSR-001, severity: FEIL, valid: 'true', text: {nn: a}         # rule TSR-001 # expected text in [nb, nn, en]",
        "code: TSR-001, severity: FEIL, text: {nb: a}                        # rule TSR-001 # one of valid, found and enforced",
        "code: TSR-001, severity: FEIL, valid: 'true', enforced: x, text: {nb: a} # rule TSR-001 # one of valid, found and enforced",
        "code: TSR-001, severity: FEIL, needs: [moon], valid: 'true', text: {nb: a} # rule TSR-001 # expected sender, received or ledger",
        "code: TSR-001, severity: FEIL, valid: 'r.a ==', text: {nb: a}       # rule TSR-001 # mismatched input",
        "code: TSR-001, severity: FEIL, valid: 'sum(1)', text: {nb: a}       # rule TSR-001 # sum",
        "code: TSR-001, severity: FEIL, valid: '1', text: {nb: a}            # rule TSR-001 # bool",
        "code: TSR-001, severity: FEIL, valid: 'received > r.x', text: {nb: a} # rule TSR-001 # undeclared reference to 'received'",
        "code: TSR-001, severity: FEIL, valid: 'it.x == 1', text: {nb: a}    # rule TSR-001 # undeclared reference to 'it'",
        "code: TSR-001, severity: FEIL, valid: 'true', values: {a: 'b'}, text: {nb: a} # rule TSR-001 # undeclared reference to 'b'",
        "code: TSR-001, severity: FEIL, valid: 'true', text: {nb: a}, sti: b # sti         # unknown key",
        "code: TSR-001, severity: GRAV, valid: 'true', text: {nb: a}         # severity     # GRAV",
    })
    void namesFileRuleAndExpectation(String rule, String place, String expectation) throws Exception {
        rules.own("- {" + rule + "}");

        assertThatThrownBy(() -> rules.book())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(rules.own.toString() + ", ")
                .hasMessageContaining(place)
                .hasMessageContaining(expectation);
    }

    @Test
    void refusesACodeThatStandsTwice() throws Exception {
        rules.own("""
                - {code: TSR-001, severity: FEIL, valid: 'true', text: {nb: a}}
                - {code: TSR-001, severity: FEIL, valid: 'false', text: {nb: b}}
                """);

        assertThatThrownBy(() -> rules.book()).hasMessageContaining("rule TSR-001").hasMessageContaining("each code once");
    }

    @Test
    void refusesACodeThatStandsInTwoFiles() throws Exception {
        rules.own("- {code: TSR-001, severity: FEIL, valid: 'true', text: {nb: a}}");
        rules.common("rules: [{code: TSR-001, severity: FEIL, valid: 'false', text: {nb: b}}]");

        assertThatThrownBy(() -> rules.book()).hasMessageContaining("rule TSR-001").hasMessageContaining("two files");
    }

    @Test
    void refusesABusinessKeyOfUnknownFacts() throws Exception {
        rules.wholeFile("facts: {kapittel: /tilskudd/kapittel}\nbusinessKey: [kapitel]\n");

        assertThatThrownBy(() -> rules.book())
                .hasMessageStartingWith(rules.own.toString())
                .hasMessageContaining("businessKey")
                .hasMessageContaining("kapitel");
    }

    @Test
    void namesTheLineOfWhatIsNoYaml() throws Exception {
        rules.wholeFile("version: \"1\"\nrules: [\n");

        assertThatThrownBy(() -> rules.book())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(rules.own + ", line ");
    }

    @Test
    void namesAFileThatIsMissing() throws Exception {
        Files.delete(rules.own);

        assertThatThrownBy(() -> rules.book())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(rules.own + ", the file: cannot be read");
    }
}
