package no.rapportmottak.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "rapport-2023_v1.xml, rapport-2023_v1.xml",
        "Årsrapport på øy.xml, Aarsrapport_paa_oey.xml",
        "../../etc/passwd, _._.._etc_passwd",
        "-rf, _rf",
        ".., __",
        "100%25.xml, 100_25.xml",
        "con.xml, _con.xml",
        "LPT1, _LPT1",
        "punktum., punktum_",
        "'', _"
    })
    void keepsOnlyWhatIsSafeEverywhere(String sent, String expected) {
        assertThat(SafeName.of(sent)).isEqualTo(expected);
    }

    @Test
    void makesOneSignOfEachCharacterOutsideTheAlphabet() {
        assertThat(SafeName.of("a\n\uD83D\uDE80\\b")).isEqualTo("a___b");
    }

    @Test
    void composesLettersFirst() {
        assertThat(SafeName.of("a\u030Apent")).isEqualTo("aapent");
    }

    @Test
    void cutsLongNameButKeepsItsEnd() {
        assertThat(SafeName.of("x".repeat(300) + ".xml")).hasSize(180).endsWith("xx.xml");
    }
}
