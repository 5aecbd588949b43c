package no.rapportmottak.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import no.rapportmottak.SetClock;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.DutyReminder;
import no.rapportmottak.ledger.DutyReminder.Due;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Sender.Contact;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grant report that three owe by 1 April 2024, one of them by 1 June; at first it is nine o'clock on 1 March in Norway. */
class DutyRemindersTest {

    private static final String SOLVIK = "999263550";
    private static final String FJORDBY = "310000124";
    private static final String NORDAVIND = "310000434";
    private static final Contact WANTS_MAIL = new Contact("post@solvik.invalid", null);
    private static final Steps STEPS = new Steps(List.of(14, 3), List.of(1, 14));

    @TempDir
    private Path folder;

    private final ALedger ledger = new ALedger();
    private final SetClock clock = new SetClock(Instant.parse("2024-03-01T08:00:00Z"));
    private List<Sender> senders = List.of(sender("solvik", WANTS_MAIL, SOLVIK));

    @BeforeEach
    void makeCatalogue() throws IOException {
        ACatalogue.in(folder);
        writeCalendar("2024-06-01");
    }

    private void writeCalendar(String extended) throws IOException {
        Files.writeString(folder.resolve("2023/deadlines.csv"), """
                report_type,owed_by,organisation,concerns,deadline,why,source
                grant,MOTTAKER,,,2024-04-01,,the rules
                grant,,310000434,,%s,more time,a letter
                claim,999263550 Solvik,,,,the letter names no day,
                plan,999263550 Solvik,,kapittel=761,2023-02-15,,
                """.formatted(extended));
    }

    private static Sender sender(String id, Contact contact, String... reportsFor) {
        return new Sender(id, SOLVIK, "Solvik", "KOMMUNE", "nb", List.of(reportsFor), List.of(), List.of(), contact, true);
    }

    /** As after a start: nothing is remembered but what the ledger has. */
    private DutyReminders reminders(Steps steps) {
        Catalogue catalogue = Catalogue.read(folder);
        Senders all = new Senders(senders);
        Duties duties = new Duties(catalogue, all, ledger.accepted, new Reading(Map.of(), Map.of()), clock);
        return new DutyReminders(duties, catalogue, all, ledger.pauses(clock), ledger.reminders(clock), steps, LocalTime.of(7, 0), clock);
    }

    /** Sends what is due, and tells each as its sender, the step and whom it concerns. */
    private List<String> send() {
        Reminders written = ledger.reminders(clock);
        return reminders(STEPS).due().stream().filter(written::take).peek(written::sent).map(DutyRemindersTest::told).toList();
    }

    private static String told(DutyReminder mail) {
        return mail.sender() + " " + mail.days() + " " + mail.reports().stream().map(Due::organisation).toList();
    }

    private List<String> sendOn(String day) {
        return sendAt(day + "T10:00:00Z");
    }

    private List<String> sendAt(String instant) {
        clock.goOn(Duration.between(clock.instant(), Instant.parse(instant)));
        return send();
    }

    private Reference delivered(String organisation) {
        return ledger.accepted("grant", clock.instant(), Map.of(
                "organisasjonsnummer", organisation, "budsjettaar", "2023", "ordning", "765-62-rus"), null);
    }

    @Test
    void remindsOnceAtEachStepBeforeAndAfterTheDay() {
        assertThat(sendOn("2024-03-17")).isEmpty();
        assertThat(sendOn("2024-03-18")).containsExactly("solvik 14 [999263550]");
        assertThat(send()).isEmpty();
        assertThat(sendOn("2024-03-28")).isEmpty();
        assertThat(sendOn("2024-03-29")).containsExactly("solvik 3 [999263550]");
        assertThat(sendOn("2024-04-01")).isEmpty();
        assertThat(sendOn("2024-04-02")).containsExactly("solvik -1 [999263550]");
        assertThat(sendOn("2024-04-15")).containsExactly("solvik -14 [999263550]");
        assertThat(sendOn("2024-04-20")).isEmpty();
    }

    @Test
    void remindsNobodyUnlessDaysAreNamed() {
        clock.goOn(Duration.ofDays(30));

        assertThat(reminders(new Steps(List.of(), List.of())).due()).isEmpty();
        assertThat(reminders(STEPS).due()).hasSize(1);
    }

    @Test
    void remindsNobodyWhoHasDelivered() {
        assertThat(sendOn("2024-03-18")).hasSize(1);
        delivered(SOLVIK);

        assertThat(sendOn("2024-03-29")).isEmpty();
        assertThat(sendOn("2024-04-02")).isEmpty();
    }

    @Test
    void remindsAnewWhoHasWithdrawn() {
        Reference first = delivered(SOLVIK);
        assertThat(sendOn("2024-03-18")).isEmpty();
        Reference withdrawal = ledger.version("withdrawal", clock.instant(), 2, Map.of(
                "organisasjonsnummer", SOLVIK, "budsjettaar", "2023"), null, first);
        ledger.replaced(first, withdrawal);

        assertThat(sendOn("2024-03-20")).containsExactly("solvik 14 [999263550]");
    }

    @Test
    void movesTheStepsWithAnExtendedDeadline() throws IOException {
        senders = List.of(sender("nordavind", WANTS_MAIL, NORDAVIND));

        assertThat(sendOn("2024-04-02")).isEmpty();
        assertThat(sendOn("2024-05-18")).containsExactly("nordavind 14 [310000434]");
        assertThat(reminders(STEPS).due()).isEmpty();

        writeCalendar("2024-06-08");
        assertThat(sendOn("2024-05-24")).isEmpty();
        assertThat(sendOn("2024-05-25")).as("it is another day now").containsExactly("nordavind 14 [310000434]");
        assertThat(sendOn("2024-05-29")).isEmpty();
        assertThat(sendOn("2024-06-05")).containsExactly("nordavind 3 [310000434]");
    }

    @Test
    void makesUpForTheLastStepThatWasMissedAlone() {
        assertThat(sendOn("2024-03-31")).containsExactly("solvik 3 [999263550]");
        assertThat(sendOn("2024-04-18")).containsExactly("solvik -14 [999263550]");
    }

    @Test
    void leavesOldSinsAlone() {
        assertThat(sendOn("2024-04-30")).isEmpty();
    }

    @Test
    void sendsNothingTwiceAfterACrashOrBesideAnotherNode() {
        clock.goOn(Duration.ofDays(17));
        DutyReminder mine = reminders(STEPS).due().get(0);
        DutyReminder theirs = reminders(STEPS).due().get(0);
        assertThat(theirs).isEqualTo(mine);

        assertThat(ledger.reminders(clock).take(mine)).isTrue();
        assertThat(ledger.reminders(clock).take(theirs)).isFalse();
        assertThat(reminders(STEPS).due()).as("the first may be sending still").isEmpty();

        clock.goOn(Duration.ofMinutes(1));
        assertThat(send()).as("the first was killed").hasSize(1);
        clock.goOn(Duration.ofDays(1));
        assertThat(send()).isEmpty();
    }

    @Test
    void leavesFromTheHourOnInNorway() {
        assertThat(sendAt("2024-03-18T05:59:59Z")).isEmpty();
        assertThat(sendAt("2024-03-18T06:00:00Z")).hasSize(1);

        assertThat(sendAt("2024-03-31T23:30:00Z")).as("past midnight, and the clocks have changed").isEmpty();
        assertThat(sendAt("2024-04-01T21:59:59Z")).containsExactly("solvik 3 [999263550]");
        assertThat(sendAt("2024-04-02T05:00:00Z")).containsExactly("solvik -1 [999263550]");
    }

    @Test
    void tellsOfAllThatIsDueOnADayInOneMail() {
        senders = List.of(sender("firm", WANTS_MAIL, SOLVIK, FJORDBY, NORDAVIND));

        assertThat(sendOn("2024-03-18")).containsExactly("firm 14 [999263550, 310000124]");
        delivered(FJORDBY);
        assertThat(sendOn("2024-03-29")).containsExactly("firm 3 [999263550]");
    }

    @Test
    void tellsEverySenderThatMayReportOnce() {
        senders = List.of(sender("solvik", WANTS_MAIL, SOLVIK), sender("firm", WANTS_MAIL, SOLVIK, FJORDBY),
                new Sender("other-types", SOLVIK, "Solvik", "KOMMUNE", "nb", List.of(SOLVIK), List.of("claim"), List.of(), WANTS_MAIL, true));

        assertThat(sendOn("2024-03-18")).containsExactlyInAnyOrder("solvik 14 [999263550]", "firm 14 [999263550, 310000124]");
        assertThat(send()).isEmpty();
    }

    @Test
    void tellsNobodyWhoCannotSendOrWantsNoMail() {
        senders = List.of(
                sender("without-contact", null, SOLVIK), sender("without-address", new Contact(null, null), SOLVIK),
                sender("wants-none", new Contact("a@solvik.invalid", Contact.Mail.NONE), SOLVIK),
                new Sender("disabled", SOLVIK, "Solvik", "KOMMUNE", "nb", List.of(SOLVIK), List.of(), List.of(), WANTS_MAIL, false));

        assertThat(sendOn("2024-03-18")).isEmpty();
    }

    @Test
    void tellsWhoeverWasPausedWhenItMaySendAgain() {
        ledger.pauses(clock).pause("solvik", new Act("kari", "asked us to wait"));
        assertThat(sendOn("2024-03-18")).isEmpty();

        ledger.pauses(clock).resume("solvik", new Act("kari", "is ready again"));

        assertThat(sendOn("2024-03-19")).containsExactly("solvik 14 [999263550]");
    }

    @Test
    void saysWhatTheReportIsAboutAndWhereItsDayStands() {
        clock.goOn(Duration.ofDays(17));

        assertThat(reminders(STEPS).due().get(0).reports()).containsExactly(new Due(
                "grant|2023|999263550|765-62-rus|", "grant", 2023, SOLVIK, "Solvik kommune", "Rus (765-62-rus)", "765", "62", "",
                "the rules"));
    }
}
