package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.xml.part", "a.filepart", "a.tmp", "a.crdownload", "a.uploading", ".a.xml", "."})
    void seesThatAFileIsOnItsWay(String name) {
        assertThat(FileName.isTemporary(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xml", "part", "a.part.xml", "tmp", "a.sha256"})
    void seesThatAFileIsNotOnItsWay(String name) {
        assertThat(FileName.isTemporary(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\tb", "\u0085"})
    void acceptsNoSuchName(String name) {
        assertThat(FileName.isAcceptable(name)).isFalse();
    }
}
