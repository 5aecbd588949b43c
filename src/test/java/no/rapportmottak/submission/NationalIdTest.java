package no.rapportmottak.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers whose century does not fit their individual digits, so that they are nobody's. */
class NationalIdTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "14074550089", "Lønn (14074550089).", "fnr14074550089", "140745 50089", "140745-50089", "14.07.45 50089",
        "14 07 45 50089", "140745\u00a050089", "14/07/45-500 89", "1 14074550089 1"})
    void findsAndHidesANationalIdentityNumber(String text) {
        assertThat(NationalId.masked(text)).containsExactly("140745*****");
        assertThat(NationalId.mask(text)).contains("140745*****").doesNotContain("50089", "500 89");
    }

    @Test
    void findsADNumber() {
        assertThat(NationalId.masked("54034750044")).containsExactly("540347*****");
    }

    @ParameterizedTest
    @ValueSource(strings = {"14474550061", "14874550044", "54474550055"})
    void findsNumbersOfHospitalsAndOfSyntheticPersons(String number) {
        assertThat(NationalId.masked(number)).containsExactly(number.substring(0, 6) + "*****");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "14674550058", "14934550022", "14074550088", "14074550189", "114074550089", "140745500891", "14134550089", "00074550089", "32074550089",
        "1407.45.50089", "14.0745 50089", "", "974760673"})
    void leavesOtherNumbersAlone(String text) {
        assertThat(NationalId.masked(text)).isEmpty();
        assertThat(NationalId.mask(text)).isEqualTo(text);
    }

    @Test
    void leavesChecksumsAndReferencesAlone() {
        assertThat(NationalId.masked("a14074550089" + "b".repeat(52))).isEmpty();
        assertThat(NationalId.masked("018f3b1c-7a2e-7c3d-8e4f-14074550089a")).isEmpty();
    }
}
