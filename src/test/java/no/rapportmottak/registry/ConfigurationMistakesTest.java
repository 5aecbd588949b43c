package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A mistake under config/ is told with the file, the line or key, and what was expected. */
class ConfigurationMistakesTest {

    private static final String GOOD = """
            senders:
              - id: solvik
                organisation-number: "999263550"
                name: Solvik kommune
                category: KOMMUNE
                language: nb
                reports-for: ["999263550"]
                report-types: []
                public-keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFX solvik"]
                contact: { email: post@solvik.invalid }
                enabled: true
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("some.yaml");
    }

    // Senders

    @Test
    void readsASender() throws IOException {
        Files.writeString(file, GOOD);

        Sender sender = Senders.read(file).get(0);

        assertThat(sender).isEqualTo(new Sender("solvik", "999263550", "Solvik kommune", "KOMMUNE", "nb",
                List.of("999263550"), List.of(), List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFX solvik"),
                new Sender.Contact("post@solvik.invalid", Sender.Contact.Mail.DAILY), true));
    }

    @Test
    void readsKeysThatHoldForATime() throws IOException {
        Files.writeString(file, GOOD.replace("public-keys: [", """
                public-keys:
                      - key: "ssh-ed25519 AAAA ny"
                        label: "from January"
                        not-before: 2027-01-01
                        not-after: 2027-12-31
                      - {key: "ssh-ed25519 BBBB", not-after: 2027-01-15T12:00:00Z}
                      -\s""").replace("solvik\"]", "solvik\""));

        assertThat(Senders.read(file).get(0).keys()).containsExactly(
                new SenderKey("ssh-ed25519 AAAA ny", "from January", Instant.parse("2026-12-31T23:00:00Z"),
                        Instant.parse("2027-12-31T23:00:00Z")),
                new SenderKey("ssh-ed25519 BBBB", null, null, Instant.parse("2027-01-15T12:00:00Z")),
                SenderKey.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFX solvik"));
    }

    @Test
    void readsWhereASenderMayComeFromAndWhatItMayUseUp() throws IOException {
        Files.writeString(file, GOOD + """
                    allowed-from: ["10.0.0.0/8", "2001:db8::/32"]
                    limits: {sessions: 2, bytes-per-hour: 10MB, files-per-hour: 100}
                    new-keys: true
                """);

        Sender sender = Senders.read(file).get(0);

        assertThat(sender.allowedFrom()).hasToString("[10.0.0.0/8, 2001:db8::/32]");
        assertThat(sender.limits()).isEqualTo(new Sender.Limits(2, 10L << 20, 100));
        assertThat(sender.newKeys()).isTrue();
    }

    @Test
    void takesWhatASenderLeavesOutAsUsual() throws IOException {
        Files.writeString(file, "senders:\n  - {id: a, organisation-number: \"999263550\", name: A}\n");

        Sender sender = Senders.read(file).get(0);

        assertThat(sender.language()).isEqualTo("nb");
        assertThat(sender.enabled()).isTrue();
        assertThat(sender.reportsFor()).isEmpty();
    }

    @Test
    void readsTheSendersOfTheRepository() {
        assertThat(Senders.read(Path.of("config/senders.yaml"))).isEmpty();
    }

    @Test
    void takesAFileOfCommentsAsNobody() throws IOException {
        Files.writeString(file, "# senders:\n#   - id: solvik\n");

        assertThat(Senders.read(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
        "id: solvik                    # id: Solvik                       # senders.0.id # a-z, 0-9 and -",
        "id: solvik                    # id: ../solvik                    # senders.0.id # a-z, 0-9 and -",
        "'\"999263550\"\n    name'     # '\"999263551\"\n    name'        # senders.0 (solvik).organisation-number # nine digits",
        "name: Solvik kommune          # name: ''                         # senders.0 (solvik).name # expected a name",
        "category: KOMMUNE             # category: BY                     # senders.0 (solvik).category # FYLKESKOMMUNE",
        "language: nb                  # language: dk                     # senders.0 (solvik).language # nb, nn or en",
        "'[\"999263550\"]'             # '[\"12\"]'                       # senders.0 (solvik).reports-for # not 12",
        "ssh-ed25519 AAAA              # BEGIN PRIVATE KEY                # senders.0 (solvik).public-keys # .pub file",
        "enabled: true                 # 'allowed-from: [fjordby]'        # senders.0 (solvik).allowed-from # 10.0.0.0/8",
        "enabled: true                 # 'allowed-from: [10.0.0.0/33]'    # senders.0 (solvik).allowed-from # 10.0.0.0/8",
        "enabled: true                 # 'limits: {files-per-hour: 0}'    # senders.0 (solvik).limits # above 0",
        "enabled: true                 # 'limits: {bytes-per-hour: mye}'  # senders.0 (solvik).limits # 500MB",
        "'[\"ssh-ed25519'             # '[{not-after: 31.12.2027, key: \"ssh-ed25519 AAAA\"}, \"ssh-ed25519' # public-keys # 2027-01-31",
        "'[\"ssh-ed25519'             # '[{label: x}, \"ssh-ed25519'    # senders.0 (solvik).public-keys # .pub file",
        "enabled: true                 # enabled: kanskje                 # enabled # kanskje",
        "enabled: true                 # eneabled: true                   # eneabled # unknown key; expected one of",
        "'id: solvik'                  # 'id: solvik\n    id: annen'       # line 3 # Duplicate field 'id'",
    })
    void namesTheKeyOfAMistakeInSenders(String right, String wrong, String key, String expected) throws IOException {
        Files.writeString(file, GOOD.replace(right, wrong));

        assertThatThrownBy(() -> Senders.read(file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(file.toString() + ", ")
                .hasMessageContaining(key)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesASenderThatStandsTwice() throws IOException {
        Files.writeString(file, GOOD + GOOD.substring(GOOD.indexOf('\n') + 1));

        assertThatThrownBy(() -> Senders.read(file)).hasMessageContaining("senders.solvik").hasMessageContaining("each id once");
    }

    @Test
    void keepsTheSendersWhenAReloadFindsAMistake() throws IOException {
        Files.writeString(file, GOOD);
        Senders senders = new Senders(Senders.read(file));
        SendersFile followed = new SendersFile(file, senders);
        change(GOOD.replace("language: nb", "language: dk"));

        followed.reloadIfChanged();

        assertThat(senders.find("solvik")).isPresent();
        assertThat(followed.mistake()).contains(file.toString(), "language");
        change(GOOD.replace("id: solvik", "id: fjordby"));
        followed.reloadIfChanged();
        assertThat(followed.mistake()).isNull();
        assertThat(senders.find("solvik")).isEmpty();
        assertThat(senders.find("fjordby")).isPresent();
    }

    @Test
    void keepsAddedSendersOverAReload() throws IOException {
        Files.writeString(file, GOOD);
        Sender added = new Sender("demo", "999263550", "Demo", null, "nb", List.of(), List.of(), List.of(), null, true);
        Senders senders = new Senders(List.of());
        senders.add(added);

        senders.replace(Senders.read(file));

        assertThat(senders.find("demo")).contains(added);
        assertThat(senders.all()).hasSize(2);
    }

    private void change(String content) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
    }

    // Routing

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
        "'# nothing yet'                                                # key types # expected a routing",
        "'types: {t: }'                                                 # key types.t.queues # at least one queue",
        "'types: {t: {queues: []}}'                                     # key types.t.queues # at least one queue",
        "'types: {t: {queues: [{name: HOD.T}]}}'                        # key types.t.queues.name # a-z, 0-9, . and -",
        "'types: {t: {queues: [{format: xml}]}}'                        # key types.t.queues.name # a-z, 0-9, . and -",
        "'types: {t: {queues: [{name: hod.t, format: csv}]}}'           # key types.t.queues.format # json or xml",
        "'types: {t: {queues: [{nam: hod.t}]}}'                         # types.t.queues.0.nam # unknown key; expected one of",
        "'types: ['                                                     # line 1 # expected",
    })
    void namesTheKeyOfAMistakeInRouting(String content, String key, String expected) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> Routing.read(file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(file.toString() + ", ")
                .hasMessageContaining(key)
                .hasMessageContaining(expected);
    }

    @Test
    void namesARoutingThatIsMissing() {
        assertThatThrownBy(() -> Routing.read(file)).hasMessageContaining(file.toString()).hasMessageContaining("cannot be read");
    }

    @Test
    void makesTheHubsOwnQueuesBesideThoseOfTheTypes() throws IOException {
        Files.writeString(file, "types: {t: {queues: [{name: hod.t}, {name: hod.t.xml, format: xml}]}}");

        assertThat(Routing.read(file).allQueues())
                .containsExactly("arkiv.innsending", "hod.t", "hod.t.xml", "rapportmottak.varsel");
    }

    // Catalogue

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
        "appropriations.csv # ,false, # ,false,mange # column ceiling  # whole kroner or nothing, not mange",
        "appropriations.csv # chapter # kapittel     # column chapter  # expected the column",
        "deadlines.csv      # 2024-04-01 # 1.4.2024  # column deadline # a date as 2024-04-01",
        "earmarks.csv       # EKSAKT # eksakt        # column kind     # expected one of [EKSAKT, MINST, INNTIL",
        "earmarks.csv       # 13000000 # 13 mill.    # column amount   # whole kroner or nothing, not 13 mill.",
        "earmarks.csv       # ,762-21-diabetesarbeid, # ,762-21-diabetes, # column parent # an id of this file, not 762-21-diabetes",
        "earmarks.csv       # 762-70-saminor-3 # 762-21-kpr # column id # stands twice",
        "earmarks.csv       # ,762,70, # ,762,7,       # column post     # a post of two digits or nothing, not 7",
        "transfers.csv      # 761,21 # 0761,21       # column from_chapter # a chapter without leading zeros, not 0761",
        "transfers.csv      # 761,79 # 761,9         # column to_post  # a post of two digits, not 9",
        "plans.csv          # 2023-02-15 # 15.2.2023 # column deadline # a date as 2024-04-01, not 15.2.2023",
        "plans.csv          # 762,KTA # 761,KTA      # column chapter  # stands twice",
        "assignments.csv    # TB2023-02, # TB 2023-02, # column id     # an id as TB2023-05, not TB 2023-02",
        "assignments.csv    # TB2023-02, # TB2023-01, # column id      # stands twice",
        "assignments.csv    # ADA EIA # ADA/EIA      # column departments # abbreviations or nothing, not ADA/EIA",
        "assignment-deadlines.csv # TB2023-05 # TB2023-99 # column assignment # an id of assignments.csv",
    })
    void namesTheLineAndColumnOfAMistakeInTheCatalogue(
            String name, String right, String wrong, String column, String expected) throws IOException {
        Path catalogue = folder.resolve("catalogue");
        FileSystemUtils.copyRecursively(Path.of("config/catalogue/2023"), catalogue.resolve("2023"));
        Path table = catalogue.resolve("2023").resolve(name);
        Files.writeString(table, Files.readString(table).replaceFirst(right, wrong));

        assertThatThrownBy(() -> Catalogue.read(catalogue))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(table + ", line ")
                .hasMessageContaining(column)
                .hasMessageContaining(expected);
    }
}
