package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.outcome;
import static no.rapportmottak.hub.Hub.reference;
import static no.rapportmottak.hub.Hub.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.rapportmottak.operations.CommandLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code quarantine}, run beside the hub. */
@OddHubTest
class QuarantineCommandTest {

    private static final String[] SETTINGS = {"spring.datasource.url", "rapportmottak.data", "rapportmottak.home"};

    @Autowired
    Hub hub;

    @Autowired
    Faults faults;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment settings;

    private String sender;
    private String name;
    private String reference;

    @BeforeEach
    void oneInQuarantine() throws Exception {
        for (String setting : SETTINGS) {
            System.setProperty(setting, settings.getRequiredProperty(setting));
        }
        sender = hub.sender();
        name = Hub.newName();
        faults.atStep("parse", sender, new IllegalStateException("a fault of ours"));
        hub.upload(sender, name, AReport.ofItsOwn().json().getBytes());
        assertThat(outcome(hub.result(sender, name))).isEqualTo("KARANTENE");
        reference = reference(hub.result(sender, name));
        hub.settle();
    }

    @AfterEach
    void forget() {
        for (String setting : SETTINGS) {
            System.clearProperty(setting);
        }
    }

    private static int run(String... arguments) {
        return CommandLine.run(Object.class, arguments);
    }

    @Test
    void hasASubmissionCheckedAgain() {
        String claimed = System.setProperty("user.name", "somebody-else");
        try {
            assertThat(run("quarantine", "release", reference, "--reason", "mended")).isZero();
        } finally {
            System.setProperty("user.name", claimed);
        }

        soon("second result").until(() -> hub.receipts(sender, name, ".2.resultat.json").stream()
                .anyMatch(receipt -> outcome(receipt).equals("GODKJENT")));
        assertThat(noted("quarantine release")).isEqualTo(user() + " (command line): mended");
        assertThat(run("quarantine", "release", reference, "--reason", "once more")).isEqualTo(CommandLine.COULD_NOT_RUN);
    }

    @Test
    void rejectsASubmissionWithAReasonThatItsSenderReads() {
        assertThat(run("quarantine", "reject", reference, "--reason", "kan ikke leses")).isZero();

        soon("second result").until(() -> hub.receipts(sender, name, ".2.resultat.json").stream()
                .anyMatch(receipt -> outcome(receipt).equals("AVVIST") && receipt.toString().contains("kan ikke leses")));
        assertThat(noted("quarantine reject")).endsWith("(command line): kan ikke leses");
    }

    /** As the operating system knows it. */
    private static String user() {
        return ProcessHandle.current().info().user().orElseThrow();
    }

    /** Who did it and why, as the audit has it. */
    private String noted(String what) {
        Map<String, Object> entry = jdbc.sql("select who, reason from audit where what = ? and subject = ?")
                .params(what, reference).query().singleRow();
        return entry.get("who") + ": " + entry.get("reason");
    }
}
