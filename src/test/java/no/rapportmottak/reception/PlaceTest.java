package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.rapportmottak.reception.Place.Folder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @ParameterizedTest
    @CsvSource({"'',/", ".,/", "..,/", "inn,/inn", "/inn/../../..,/", "inn//./a.xml,/inn/a.xml", "../../inn/x,/inn/x"})
    void findsTheCanonicalPath(String path, String canonical) {
        assertThat(Place.canonical(path)).isEqualTo(canonical);
    }

    @Test
    void knowsTheTwoFoldersAndTheirFiles() throws Exception {
        assertThat(Place.of("/")).isEqualTo(new Place(Folder.TOP, null));
        assertThat(Place.of("inn")).isEqualTo(new Place(Folder.INN, null));
        assertThat(Place.of("/inn/søknad 1.xml")).isEqualTo(new Place(Folder.INN, "søknad 1.xml"));
        assertThat(Place.of("/kvittering/a.json")).isEqualTo(new Place(Folder.KVITTERING, "a.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/innside", "/inn/a/b", "../senders/other/inn/a", "/INN"})
    void knowsNothingElse(String path) {
        assertThatThrownBy(() -> Place.of(path)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesNamesThatAreNoNames() {
        for (String name : new String[] {"a\0b", "a\nb", "a\u007fb", "å".repeat(128)}) {
            assertThatThrownBy(() -> Place.of("/inn/" + name)).hasMessageContaining("Filnavnet er ikke gyldig");
        }
    }
}
