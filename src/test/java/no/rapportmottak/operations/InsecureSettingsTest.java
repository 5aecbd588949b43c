package no.rapportmottak.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import no.rapportmottak.registry.ConfigurationMistake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class InsecureSettingsTest {

    private static final int CHEAP = 4;

    @TempDir
    Path data;

    private MockEnvironment settings;

    @BeforeEach
    void safe() {
        settings = new MockEnvironment()
                .withProperty("rapportmottak.data", data.toString())
                .withProperty("server.address", "127.0.0.1")
                .withProperty("rapportmottak.broker.users.fag.password", "ingen-gjetter-dette")
                .withProperty("rapportmottak.console.users.kari.password", encoded("heller-ikke-dette"));
    }

    private static String encoded(String password) {
        return "{bcrypt}" + new BCryptPasswordEncoder(CHEAP).encode(password);
    }

    private void expect(String... words) {
        assertThatThrownBy(() -> InsecureSettings.refuse(settings))
                .isInstanceOf(ConfigurationMistake.class)
                .satisfies(mistake -> assertThat(mistake.getMessage()).contains(words));
    }

    @Test
    void letsUsualSettingsPass() {
        assertThatCode(() -> InsecureSettings.refuse(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "rapportmottak.broker.users.fag.password | ''           | rapportmottak.broker.users.fag.password: expected one that cannot be guessed",
        "rapportmottak.broker.users.fag.password | Admin        | rapportmottak.broker.users.fag.password: expected",
        "rapportmottak.broker.mode               | external     | rapportmottak.broker.user: expected a user of that broker",
        "rapportmottak.broker.address            | 0.0.0.0      | rapportmottak.broker.address 0.0.0.0: expected 127.0.0.1, or TLS",
        "rapportmottak.broker.address            | 192.0.2.7    | rapportmottak.broker.tls.key-store",
        "spring.datasource.url | jdbc:postgresql://db.invalid:5432/hub | spring.datasource.password: expected one that cannot be guessed",
        "spring.datasource.url | jdbc:postgresql://192.0.2.7/hub       | spring.datasource.password: expected",
        "server.address                          | 0.0.0.0      | server.address 0.0.0.0: expected 127.0.0.1, or TLS (server.ssl.*)",
    })
    void namesWhatIsOpenAndWhatToWrite(String property, String value, String expected) {
        settings.setProperty(property, value);

        expect(expected, "i-know-this-is-a-demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:postgresql://127.0.0.1:5432/hub", "jdbc:postgresql://localhost/hub", "jdbc:h2:file:./data/ledger",
        "jdbc:postgresql://192.0.2.7/hub?sslmode=verify-full&sslcert=hub.crt"
    })
    void letsADatabasePassThatNeedsNoPassword(String url) {
        settings.setProperty("spring.datasource.url", url);

        assertThatCode(() -> InsecureSettings.refuse(settings)).doesNotThrowAnyException();
    }

    @Test
    void takesNoNameForAPasswordWhereOthersCanTryIt() {
        settings.setProperty("rapportmottak.broker.users.fag.password", "fag");
        settings.setProperty("rapportmottak.console.users.kari.password", encoded("kari"));
        assertThatCode(() -> InsecureSettings.refuse(settings)).as("on this machine alone").doesNotThrowAnyException();

        settings.setProperty("rapportmottak.broker.address", "192.0.2.7");
        settings.setProperty("server.address", "192.0.2.7");

        expect("rapportmottak.broker.users.fag.password: expected", "rapportmottak.console.users.kari.password: expected");
    }

    @ParameterizedTest
    @CsvSource({"''", "admin", "password"})
    void triesEncodedPasswords(String password) {
        settings.setProperty("rapportmottak.console.users.kari.password", encoded(password));
        settings.setProperty("rapportmottak.broker.users.kari.password", encoded(password));

        expect("rapportmottak.console.users.kari.password", "rapportmottak.broker.users.kari.password");
    }

    @ParameterizedTest
    @CsvSource({
        "rapportmottak.broker.port, 0, rapportmottak.broker.address",
        "rapportmottak.broker.tls.key-store, broker.p12, rapportmottak.broker.address",
        "server.ssl.key-store, hub.p12, server.address",
        "server.ssl.bundle, hub, server.address",
        "server.forward-headers-strategy, framework, server.address"
    })
    void letsWideBindsPassThatAreSecured(String property, String value, String bind) {
        settings.setProperty(bind, "0.0.0.0");
        settings.setProperty(property, value);

        assertThatCode(() -> InsecureSettings.refuse(settings)).doesNotThrowAnyException();
    }

    @Test
    void wantsPrivateKeysForTheOwnerAlone() throws IOException {
        Path receipts = Files.createDirectories(data.resolve("keys/receipts"));
        Path key = file(receipts.resolve("k1.jwk"), "rw-r--r--");
        file(receipts.resolve("jwks.json"), "rw-r--r--");
        Path elsewhere = file(data.resolve("host-key"), "rw-rw----");
        settings.setProperty("rapportmottak.sftp.host-key", elsewhere.toString());

        expect("chmod 600 " + key, "chmod 600 " + elsewhere);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("r--r-----"));
        assertThatCode(() -> InsecureSettings.refuse(settings)).doesNotThrowAnyException();
    }

    private static Path file(Path file, String permissions) throws IOException {
        Files.writeString(file, "key");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void namesEverythingAtOnce() {
        settings.setProperty("server.address", "0.0.0.0");
        settings.setProperty("rapportmottak.broker.users.fag.password", "changeme");

        expect("server.address", "rapportmottak.broker.users.fag.password");
    }

    @Test
    void letsADemoThatKnowsPass() {
        settings.setProperty("server.address", "0.0.0.0");
        settings.setActiveProfiles("i-know-this-is-a-demo");

        assertThatCode(() -> InsecureSettings.refuse(settings)).doesNotThrowAnyException();
    }
}
