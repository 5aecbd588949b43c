package no.rapportmottak.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.rapportmottak.registry.SendersEditor.NewKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file is changed in one place; everything that people wrote around it stays. */
class SendersEditorTest {

    private static final String COMMENTED = """
            # Who may hand in. Ring Kari before you change anything. 📞
            senders:
              # the big ones
              - id: solvik          # since 2019
                organisation-number: "999263550"   # checked
                name: Sølvik kommune 🐟
                public-keys:
                  - "ssh-ed25519 AAAA old"   # the old machine
                  # the next one is on loan
                  - key: "ssh-ed25519 BBBB"
                    label: loan              # back in May
                enabled: true       # of course

              - {id: fjordby, organisation-number: "999263550", name: Fjordby, public-keys: ["ssh-ed25519 CCCC f"]}
            # the end
            """;

    @TempDir
    Path folder;

    private Path file;
    private SendersEditor editor;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("senders.yaml"), COMMENTED);
        editor = new SendersEditor(file);
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    private Sender sender(String id) {
        return Senders.read(file).stream().filter(sender -> sender.id().equals(id)).findFirst().orElseThrow();
    }

    /** The lines that were there before and are not there now, and the other way round. */
    private static List<String> changed(String before, String after) {
        return Stream.concat(
                        before.lines().filter(line -> !after.lines().toList().contains(line)).map(line -> "-" + line),
                        after.lines().filter(line -> !before.lines().toList().contains(line)).map(line -> "+" + line))
                .toList();
    }

    private static Map<String, Object> nordavind() {
        Map<String, Object> sender = new LinkedHashMap<>();
        sender.put("id", "nordavind");
        sender.put("organisation-number", "310000434");
        sender.put("name", "Nordavind: \"og\" # sola");
        sender.put("reports-for", List.of("310000434"));
        return sender;
    }

    @Test
    void addsASenderAndLeavesTheRestAsItWas() throws IOException {
        editor.add(nordavind());

        assertThat(changed(COMMENTED, text())).containsExactly(
                "+  - id: \"nordavind\"",
                "+    organisation-number: \"310000434\"",
                "+    name: \"Nordavind: \\\"og\\\" # sola\"",
                "+    reports-for: [\"310000434\"]");
        assertThat(sender("nordavind").name()).isEqualTo("Nordavind: \"og\" # sola");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nobody yet\n", "senders: []  # nobody\n", "senders:\n", "# a\nsenders: []", "senders: []\n# end\n"})
    void addsTheFirstSender(String before) throws IOException {
        Files.writeString(file, before);

        editor.add(nordavind());

        assertThat(Senders.read(file)).extracting(Sender::id).containsExactly("nordavind");
        before.lines().filter(line -> line.startsWith("#")).forEach(comment -> {
            try {
                assertThat(text()).contains(comment);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void makesTheFileWhereThereIsNone() throws IOException {
        Files.delete(file);

        editor.add(nordavind());

        assertThat(sender("nordavind").organisationNumber()).isEqualTo("310000434");
    }

    @Test
    void disablesASenderInBothLayouts() throws IOException {
        editor.setEnabled("solvik", false);
        editor.setEnabled("fjordby", false);

        assertThat(Senders.read(file)).extracting(Sender::enabled).containsExactly(false, false);
        assertThat(text()).contains("    enabled: false       # of course\n").contains("# the end");
        editor.setEnabled("fjordby", true);
        assertThat(sender("fjordby").enabled()).isTrue();
    }

    @Test
    void addsAKeyBesideTheOthers() throws IOException {
        editor.addKey("solvik", new NewKey("ssh-ed25519 DDDD new", "from the new machine", "2027-01-01"));
        editor.addKey("fjordby", new NewKey("ssh-ed25519 EEEE new", null, null));

        assertThat(sender("solvik").keys()).extracting(SenderKey::line)
                .containsExactly("ssh-ed25519 AAAA old", "ssh-ed25519 BBBB", "ssh-ed25519 DDDD new");
        assertThat(sender("fjordby").keys()).extracting(SenderKey::line)
                .containsExactly("ssh-ed25519 CCCC f", "ssh-ed25519 EEEE new");
        assertThat(text()).contains("# the old machine", "# the next one is on loan", "# back in May", "# since 2019");
    }

    @Test
    void endsKeysInEveryLayoutAndNoneLaterThanTheyWouldHave() throws IOException {
        editor.endKeys("solvik", line -> true, "2027-01-31");
        editor.endKeys("fjordby", line -> true, "2027-01-31T12:00:00Z");

        assertThat(sender("solvik").keys()).extracting(key -> key.notAfter().toString())
                .containsExactly("2027-01-31T23:00:00Z", "2027-01-31T23:00:00Z");
        assertThat(sender("fjordby").keys().get(0).notAfter()).hasToString("2027-01-31T12:00:00Z");
        assertThat(text()).contains("# the old machine", "# back in May");
        assertThatThrownBy(() -> editor.endKeys("solvik", line -> true, "2027-02-28")).hasMessageContaining("no key of sender solvik");
        editor.endKeys("solvik", line -> line.contains("BBBB"), "2027-01-15");
        assertThat(sender("solvik").keys()).extracting(key -> key.notAfter().toString())
                .containsExactly("2027-01-31T23:00:00Z", "2027-01-15T23:00:00Z");
    }

    @Test
    void changesNothingWhenTheResultWouldBeWrong() {
        Map<String, Object> wrong = nordavind();
        wrong.put("organisation-number", "123456789");

        assertThatThrownBy(() -> editor.add(wrong)).hasMessageContaining("nothing is changed").hasMessageContaining("nine digits");
        wrong.putAll(nordavind());
        wrong.put("id", "solvik");
        assertThatThrownBy(() -> editor.add(wrong)).hasMessageContaining("each id once");
        assertThatThrownBy(() -> editor.addKey("solvik", new NewKey("no key", null, null))).hasMessageContaining("nothing is changed");
        assertThatThrownBy(() -> editor.setEnabled("nobody", false)).hasMessageContaining("no sender nobody");
        assertThat(file).hasContent(COMMENTED);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("senders.yaml", ".senders.yaml.lock");
    }

    @Test
    void keepsWhoMayReadTheFile() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        editor.setEnabled("solvik", false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    }

    @Test
    void losesNothingWhenManyChangeItAtOnce() {
        CompletableFuture.allOf(IntStream.range(0, 20)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> addKey("ssh-ed25519 KEY" + i)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(sender("solvik").keys()).hasSize(22);
    }

    private void addKey(String line) {
        try {
            editor.addKey("solvik", new NewKey(line, null, null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
