package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.rapportmottak.Rapportmottak;
import no.rapportmottak.operations.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code rehearse}, beside a hub that runs. */
@HubTest
class RehearsalTest {

    private static final Path RULES = Path.of("tilskuddsrapport/v1/rules.yaml");

    @Autowired
    Hub hub;

    @Autowired
    JdbcClient ledger;

    @Value("${spring.datasource.url}")
    String database;

    @TempDir
    Path changed;

    @Test
    void listsWhatWouldNewlyFailAndPass() throws Exception {
        String sender = hub.sender();
        JsonNode good = hub.send(sender, AReport.ofItsOwn().json());
        JsonNode bad = hub.send(sender, AReport.ofItsOwn().with("/regnskap", "ubrukt", 7).json());
        assertThat(outcome(bad)).isEqualTo("AVVIST");
        String before = state();
        String rules = Files.readString(Path.of("schemas").resolve(RULES));
        Files.createDirectories(changed.resolve(RULES).getParent());
        Files.writeString(changed.resolve(RULES), rules.replaceFirst(
                "(?s)rules:\n.*", "rules:\n" + """
                  - code: TSR-001
                    severity: FEIL
                    valid: "r.avsendersReferanse != '%s'"
                    path: /avsendersReferanse
                    text: {nb: a, nn: a, en: a}
                    advice: {nb: a, nn: a, en: a}
                """.formatted(own(good))));

        String answer = rehearse();

        assertThat(answer)
                .containsPattern("would fail +" + reference(good) + " .*new: TSR-001")
                .containsPattern("would pass +" + reference(bad) + " .*gone: .*TSR-")
                .contains("1 would newly fail");
        assertThat(state()).isEqualTo(before);
    }

    private String own(JsonNode receipt) {
        return ledger.sql("select own_reference from submission where reference = ?")
                .param(reference(receipt))
                .query(String.class)
                .single();
    }

    private String state() {
        hub.settle();
        return ledger.sql("select count(*), max(handled), (select count(*) from outbox) as n from submission").query().singleRow().toString();
    }

    private String rehearse() {
        Map<String, String> settings = Map.of("rapportmottak.data", hub.data().toString(), "spring.datasource.url", database);
        settings.forEach(System::setProperty);
        PrintStream out = System.out;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        System.setOut(new PrintStream(answer, true, StandardCharsets.UTF_8));
        try {
            assertThat(CommandLine.run(Rapportmottak.class, "rehearse", "--rules", changed.toString())).isEqualTo(1);
        } finally {
            System.setOut(out);
            settings.keySet().forEach(System::clearProperty);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
